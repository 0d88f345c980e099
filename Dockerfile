# The bot in a container: `docker build -t inkoopmaatje .`
FROM python:3.11-slim-bookworm AS dependencies

COPY requirements.txt /tmp/requirements.txt
RUN python -m venv /opt/inkoopmaatje \
    && /opt/inkoopmaatje/bin/python -m pip install --no-cache-dir --require-hashes -r /tmp/requirements.txt


FROM python:3.11-slim-bookworm

ENV PATH=/opt/inkoopmaatje/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    LOG_FORMAT=json

WORKDIR /app
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /app inkoopmaatje \
    && install --directory --owner=inkoopmaatje --group=inkoopmaatje /app/var

COPY --from=dependencies /opt/inkoopmaatje /opt/inkoopmaatje
COPY LICENSE ./
COPY bot ./bot
COPY dialogs ./dialogs
COPY knowledge ./knowledge
RUN python -m compileall -q bot dialogs knowledge

USER 10001
# Here is the SQLite database, unless DATABASE_URL names another one.
VOLUME /app/var
EXPOSE 3000

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/health/live', timeout=4)"]

CMD ["sh", "-c", "python -m bot migrate && exec python -m bot serve"]
