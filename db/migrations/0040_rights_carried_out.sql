-- 0040 Rights that are carried out, and breaches whose clocks call.
-- Older numbers: 0044 makes requests and breaches; nothing here refers to their tables.

-- By which amendment of the register a correction that a family asked for was done; sealed, since it leads to the child.
ALTER TABLE sealed_file ADD COLUMN done_by_sealed bytea;

CREATE TABLE breach_alarm (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  breach uuid NOT NULL,
  step text NOT NULL,
  due_at timestamp with time zone NOT NULL,
  alarmed_on date NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE breach_alarm IS '泄露事件催办: 泄露事件到时限没有控制、报告、告知的，自动催办 (个人信息保护法 第五十七条；未成年人网络保护条例 第三十五条)';
ALTER TABLE breach_alarm ENABLE ROW LEVEL SECURITY;
ALTER TABLE breach_alarm FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON breach_alarm FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'system'))));
CREATE POLICY writers ON breach_alarm FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system', 'system'))));
CREATE POLICY amenders ON breach_alarm FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system', 'system'))));
GRANT SELECT, INSERT, UPDATE ON breach_alarm TO hulei_app;

-- Which steps of a breach were called already.
CREATE INDEX breach_alarm_breach ON breach_alarm (township, breach);
