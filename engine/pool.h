#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace saksi::engine {

/// Things that one thread at a time works with and that are dear to make: as many as were ever in use at once. Safe from
/// any thread.
template <class T>
class Pool {
 public:
  explicit Pool(std::function<std::unique_ptr<T>()> make) : make_(std::move(make)) {}

  /// One of them for oneself; back when it goes out of scope. The pool must outlive it.
  class Lease {
   public:
    Lease(Pool& from, std::unique_ptr<T> one) : from_(from), one_(std::move(one)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { from_.give_back(std::move(one_)); }
    T& operator*() const { return *one_; }
    T* operator->() const { return one_.get(); }

   private:
    Pool& from_;
    std::unique_ptr<T> one_;
  };

  [[nodiscard]] Lease take() {
    {
      const std::lock_guard lock(mutex_);
      if (!waiting_.empty()) {
        auto one = std::move(waiting_.back());
        waiting_.pop_back();
        return {*this, std::move(one)};
      }
    }
    return {*this, make_()};
  }

 private:
  void give_back(std::unique_ptr<T> one) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(one));
  }

  std::function<std::unique_ptr<T>()> make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> waiting_;
};

}  // namespace saksi::engine
