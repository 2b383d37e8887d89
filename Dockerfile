# One image for the web server and for the worker; see compose.yaml.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=storefront.settings.production
WORKDIR /shop

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .

# TinyMCE (GPL) comes along with Oscar, is used nowhere here, and stays out.
RUN set -a && . ./.env.example && set +a && \
    python manage.py collectstatic --noinput --ignore tinymce && \
    useradd --system shop && mkdir -p var/uploads && chown -R shop var

USER shop
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "8", "storefront.wsgi:application"]
