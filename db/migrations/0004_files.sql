-- 0004 Evidence: photos, signatures, scans. The bytes lie in a store by their SHA-256; here is who handed them in,
-- and which records name them. Access follows the records.

CREATE TABLE file (
  township text NOT NULL REFERENCES township (code),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  account text NOT NULL,
  size int NOT NULL CHECK (size > 0),
  media_type text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (township, sha256, account)
);
COMMENT ON TABLE file IS 'A file (photo, signature, document) that an account handed in, by the SHA-256 of its bytes. One line for each account: two workers may hold the same photo, and each may use what they handed in themselves without learning of the other. received_at stands on the real clock.';

CREATE TABLE file_use (
  township text NOT NULL REFERENCES township (code),
  sha256 text NOT NULL,
  kind text NOT NULL,
  record uuid NOT NULL,
  field text NOT NULL,
  PRIMARY KEY (township, sha256, kind, record, field)
);
COMMENT ON TABLE file_use IS 'Which record names a file as evidence, in which field; written with the act that names it. Never taken back: an amendment that drops a photo leaves it readable in the record''s history.';

-- Like record_visible; in a function of its own, since the policies of the two tables look at each other.
CREATE FUNCTION file_visible(of_township text, of_sha256 text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  -- Runs as the caller: the row policy of `file` decides.
  RETURN EXISTS (SELECT FROM file f WHERE f.township = of_township AND f.sha256 = of_sha256);
END $$;
COMMENT ON FUNCTION file_visible IS 'Whether the caller may see a file: handed in under the own account, or named by a record that the caller sees.';

ALTER TABLE file ENABLE ROW LEVEL SECURITY;
ALTER TABLE file FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON file FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    account = (SELECT nullif(current_setting('app.account', true), ''))
    OR EXISTS (SELECT FROM file_use u WHERE u.township = file.township AND u.sha256 = file.sha256)));
CREATE POLICY receive ON file FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND account = (SELECT nullif(current_setting('app.account', true), '')));
GRANT SELECT, INSERT ON file TO hulei_app;

ALTER TABLE file_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_use FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON file_use FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND record_visible(township, kind, record));
-- Naming a file shows it to the readers of the record, so the writer must see both.
CREATE POLICY link ON file_use FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND record_visible(township, kind, record) AND file_visible(township, sha256));
GRANT SELECT, INSERT ON file_use TO hulei_app;
