-- 0014 Work phones, the key that gives a phone its data back, and the clocks of phones.

CREATE TABLE phone (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text NOT NULL,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  holder text NOT NULL,
  label text NOT NULL,
  account text NOT NULL,
  registered_on date NOT NULL,
  last_contact_on date,
  revoked_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE phone IS '工作手机: 掌握哪些手机存有未成年人信息，丢失或调离时停用 (个人信息保护法 第五十一条)';
COMMENT ON COLUMN phone.id IS 'Made by the app on the phone, once for each account that sets it up.';
COMMENT ON COLUMN phone.last_contact_on IS 'Noted by contacts as the system, at most once a day, not by an act.';
ALTER TABLE phone ENABLE ROW LEVEL SECURITY;
ALTER TABLE phone FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON phone FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system'))));
CREATE POLICY writers ON phone FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'village', 'officer', 'police', 'school', 'system'))));
CREATE POLICY amenders ON phone FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'village', 'officer', 'police', 'school', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'village', 'officer', 'police', 'school', 'system'))));
GRANT SELECT, INSERT, UPDATE ON phone TO hulei_app;

CREATE TABLE keyring.server_key (
  name text PRIMARY KEY,
  public_key bytea NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE keyring.server_key IS 'Key pairs of this installation, of all townships: the public part (SPKI) and the private part (PKCS #8) wrapped under the master key. phone-escrow: under it phones keep a copy of their data key, for a worker who lost the PIN.';
ALTER TABLE keyring.server_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE keyring.server_key FORCE ROW LEVEL SECURITY;
-- No person reads it, not even the public part: routes answer for it as the system.
CREATE POLICY own ON keyring.server_key FOR SELECT TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system'));
CREATE POLICY make ON keyring.server_key FOR INSERT TO hulei_app
  WITH CHECK ((SELECT current_setting('app.role', true) = 'system'));
GRANT SELECT, INSERT ON keyring.server_key TO hulei_app;

ALTER TABLE act_receipt ADD COLUMN clock_offset_seconds int;
COMMENT ON COLUMN act_receipt.clock_offset_seconds IS 'By how much the clock of the phone that sent the act was ahead of the server''s real one (behind: negative); null where they agreed to five minutes or the sender has no such clock.';
-- Beside `own`: who reads the act in the log reads that its phone's clock was wrong. Receipts without that stay the sender's.
CREATE POLICY wrong_clocks ON act_receipt FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND clock_offset_seconds IS NOT NULL
    AND EXISTS (SELECT FROM act_log l WHERE l.township = act_receipt.township AND l.id = act_receipt.id));
