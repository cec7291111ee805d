-- 0039 Photos of sealed files: encrypted where they lie, each under a key of its own, which goes with the file's key.

ALTER TABLE file ADD COLUMN sealed_sha256 text CHECK (sealed_sha256 ~ '^[0-9a-f]{64}$');
ALTER TABLE file ADD COLUMN wrapped bytea;
COMMENT ON COLUMN file.sealed_sha256 IS 'SHA-256 of the encrypted bytes, where they are kept encrypted: whoever checks the store needs no key for it. Null: kept as they came.';
COMMENT ON COLUMN file.wrapped IS 'The key of encrypted bytes that no sealed record names yet, under the installation''s key; taken away when one does.';
-- Only the key is ever taken away, by whoever handed the file in.
CREATE POLICY unwrap ON file FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))
    AND account = (SELECT nullif(current_setting('app.account', true), '')))
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND account = (SELECT nullif(current_setting('app.account', true), '')));
GRANT UPDATE (wrapped) ON file TO hulei_app;

CREATE TABLE file_key (
  township text NOT NULL REFERENCES township (code),
  sha256 text NOT NULL,
  record uuid NOT NULL,
  sealed_sha256 text NOT NULL,
  wrapped bytea NOT NULL,
  PRIMARY KEY (township, sha256, record)
);
COMMENT ON TABLE file_key IS 'The key of an encrypted photo, under the data key of the sealed record that names it: erasing that one erases the photo, wherever a copy of its bytes lies.';
ALTER TABLE file_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_key FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON file_key FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) = 'system')
    OR EXISTS (SELECT FROM file_use u WHERE u.township = file_key.township AND u.sha256 = file_key.sha256 AND u.record = file_key.record)));
CREATE POLICY keep ON file_key FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND EXISTS (SELECT FROM file f WHERE f.township = file_key.township AND f.sha256 = file_key.sha256
      AND f.account = (SELECT nullif(current_setting('app.account', true), ''))));
GRANT SELECT, INSERT ON file_key TO hulei_app;
