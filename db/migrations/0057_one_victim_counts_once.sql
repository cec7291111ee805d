-- 0057 A victim who is sealed both in a lead and in the case that came of it counts once.

CREATE TABLE sealed_identity (
  township text NOT NULL REFERENCES township (code),
  person uuid NOT NULL,
  as_person uuid NOT NULL,
  is_known boolean NOT NULL,
  PRIMARY KEY (township, person)
);
COMMENT ON TABLE sealed_identity IS 'Of each sealed victim: whether the file says who it is, and the cover under which the same person was sealed first in a matter that belongs together. For figures; read by the system alone.';
ALTER TABLE sealed_identity ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealed_identity FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON sealed_identity TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'system'))
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'system'));
GRANT SELECT, INSERT, UPDATE ON sealed_identity TO hulei_app;
-- Whose covers are of one person (a victim's plans).
CREATE INDEX sealed_identity_as ON sealed_identity (township, as_person);
