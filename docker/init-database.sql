-- Run by psql once, as the superuser, on an empty data directory. The product never acts as the superuser: cchc_owner owns
-- the tables and runs migrations; those make cchc_app and cchc_read, to which `cli prepare` gives their passwords.
\getenv owner_password CCHC_OWNER_PASSWORD
CREATE ROLE cchc_owner LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE DATABASE cchc OWNER cchc_owner;
