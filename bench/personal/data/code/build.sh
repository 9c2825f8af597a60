#!/usr/bin/env bash
# Builds the image, runs the smoke test, tags it. Needs Docker and jq.
set -euo pipefail
VERSION="${1:?usage: build.sh VERSION}"
IMAGE="registry.example/checkout"
export DOCKER_BUILDKIT=1 LANG=ko_KR.UTF-8
trap 'docker rm -f smoke >/dev/null 2>&1 || true' EXIT
docker build --pull --build-arg VERSION="$VERSION" -t "$IMAGE:$VERSION" .
docker run -d --name smoke -p 18080:8080 "$IMAGE:$VERSION"
for attempt in $(seq 1 30); do
  if curl -fsS localhost:18080/healthz | jq -e '.status == "UP"' >/dev/null; then break; fi
  echo "Waiting for the server ($attempt/30)"; sleep 1
done
case "$(uname -m)" in
  x86_64) ARCH=amd64 ;;
  aarch64) ARCH=arm64 ;;
  *) echo "Unknown architecture" >&2; exit 1 ;;
esac
find . -name '*.class' -newer pom.xml -print0 | xargs -0 rm -f
awk -F, 'NR > 1 { total[$3] += $5 } END { for (k in total) printf "%-12s %10.2f\n", k, total[k] }' sales.csv | sort -k2 -nr
tar czf "dist-$VERSION-$ARCH.tar.gz" --exclude=node_modules --owner=0 --group=0 dist
git tag -a "v$VERSION" -m "Release $VERSION" && git push --follow-tags
# 실패하면 이전 이미지로 되돌린다
kubectl rollout status deployment/checkout --timeout=120s || kubectl rollout undo deployment/checkout
