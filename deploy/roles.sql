-- Roles and database of Yanxing on an office's own PostgreSQL (15 or newer). Run once, as a superuser:
--   psql -d postgres -f roles.sql
-- It asks for three passwords; psql sends only their SCRAM verifiers.

CREATE ROLE yanxing_owner LOGIN;   -- owns the tables, runs the migrations
CREATE ROLE yanxing_web LOGIN;     -- the site: owns nothing
CREATE ROLE yanxing_worker LOGIN;  -- background jobs: owns nothing

CREATE DATABASE yanxing OWNER yanxing_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE yanxing FROM PUBLIC;
GRANT CONNECT ON DATABASE yanxing TO yanxing_web, yanxing_worker;

\password yanxing_owner
\password yanxing_web
\password yanxing_worker
