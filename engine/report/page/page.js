(function () {
  'use strict';
  var said = document.querySelectorAll('.said');
  function notes(of) {
    return of.getAttribute('aria-controls').split(' ').map(function (id) { return document.getElementById(id); });
  }
  function toggle(of) {
    var open = of.getAttribute('aria-expanded') !== 'true';
    of.setAttribute('aria-expanded', String(open));
    notes(of).forEach(function (note) { note.hidden = !open; });
  }
  said.forEach(function (of) {
    of.addEventListener('click', function () { toggle(of); });
    of.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        toggle(of);
      } else if (event.key === 'Escape' && of.getAttribute('aria-expanded') === 'true') {
        toggle(of);
      }
    });
  });
  document.querySelectorAll('.bar input').forEach(function (box) {
    var of = box.value;
    var count = document.querySelectorAll(of === 'unread' ? '.unread' : '.note.' + of).length;
    box.parentNode.lastChild.nodeValue += ' (' + count + ')';
    box.parentNode.hidden = count === 0;
    function show() { document.body.classList.toggle('no-' + of, !box.checked); }
    box.addEventListener('change', show);
    show();
  });
}());
