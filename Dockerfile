# docker build -t saksi . && docker run --rm -v "$PWD:/work" saksi check news/
FROM debian:12 AS build
COPY . /src
RUN cd /src && ./dev package

FROM debian:12-slim
COPY --from=build /src/build/package/*.deb /tmp/
RUN apt-get update && apt-get install -y --no-install-recommends /tmp/*.deb && rm -rf /tmp/*.deb /var/lib/apt/lists/*
WORKDIR /work
ENTRYPOINT ["saksi"]
