-- 0013 Evidence that follows its act: a phone on a weak line sends the fact first, and the photos when it can.

CREATE TABLE file_promise (
  township text NOT NULL REFERENCES township (code),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  account text NOT NULL,
  kind text NOT NULL,
  record uuid NOT NULL,
  field text NOT NULL,
  act uuid NOT NULL,
  promised_at timestamptz NOT NULL,
  -- Account and hash come first: a file that arrives looks for its own promises, and a phone asks for all of its own.
  PRIMARY KEY (township, account, sha256, kind, record, field)
);
COMMENT ON TABLE file_promise IS 'A file that an act named as evidence and whose bytes have not arrived yet; it becomes a line of file_use when the same account hands them in, and is then deleted. It shows nobody anything: a hash alone is no file. promised_at stands on the real clock.';

ALTER TABLE file_promise ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_promise FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON file_promise FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    account = (SELECT nullif(current_setting('app.account', true), ''))
    OR record_visible(township, kind, record)));
CREATE POLICY promise ON file_promise FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND account = (SELECT nullif(current_setting('app.account', true), ''))
    AND record_visible(township, kind, record));
-- Only bytes that the account itself handed in redeem what it promised.
CREATE POLICY redeem ON file_promise FOR DELETE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))
    AND account = (SELECT nullif(current_setting('app.account', true), ''))
    AND EXISTS (SELECT FROM file f WHERE f.township = file_promise.township
      AND f.sha256 = file_promise.sha256 AND f.account = file_promise.account));
GRANT SELECT, INSERT, DELETE ON file_promise TO hulei_app;

-- Beside `link`: who promised a file while they saw the record hands it in even if the child has moved away since.
CREATE POLICY redeem ON file_use FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND EXISTS (SELECT FROM file_promise p WHERE p.township = file_use.township
      AND p.account = (SELECT nullif(current_setting('app.account', true), ''))
      AND p.sha256 = file_use.sha256 AND p.kind = file_use.kind
      AND p.record = file_use.record AND p.field = file_use.field)
    AND EXISTS (SELECT FROM file f WHERE f.township = file_use.township AND f.sha256 = file_use.sha256
      AND f.account = (SELECT nullif(current_setting('app.account', true), ''))));
