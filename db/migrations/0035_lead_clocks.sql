-- 0035 Who was told of a lead and acknowledged it, and which of a lead's clocks ran out.

ALTER TABLE lead ADD COLUMN acknowledged_at timestamp with time zone;
COMMENT ON COLUMN lead.acknowledged_at IS '签收时间: when whoever handles the lead first confirmed that it has arrived.';

CREATE TABLE lead_telling (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  account text NOT NULL,
  holder text NOT NULL,
  title text NOT NULL,
  part text NOT NULL,
  told_at timestamp with time zone NOT NULL,
  acknowledged_at timestamp with time zone,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE lead_telling IS '线索告知: 线索第一时间报双组长，签收有时间 (四(三)1；附·派出所15)';
ALTER TABLE lead_telling ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_telling FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON lead_telling FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR account = (SELECT nullif(current_setting('app.account', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON lead_telling AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON lead_telling FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))));
CREATE POLICY amenders ON lead_telling FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))));
GRANT SELECT, INSERT, UPDATE ON lead_telling TO hulei_app;


CREATE TABLE lead_alarm (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  alarm text NOT NULL,
  at timestamp with time zone NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE lead_alarm IS '线索催办: 线索到时限没有处理的，自动催办、上报 (四(三)1、四(三)3)';
ALTER TABLE lead_alarm ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_alarm FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON lead_alarm FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON lead_alarm AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON lead_alarm FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system', 'system'))));
CREATE POLICY amenders ON lead_alarm FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system', 'system'))));
GRANT SELECT, INSERT, UPDATE ON lead_alarm TO hulei_app;


-- Who was told of a lead; what somebody was told and has not acknowledged.
CREATE INDEX lead_telling_matter ON lead_telling (township, matter);
CREATE INDEX lead_telling_open ON lead_telling (township, account) WHERE acknowledged_at IS NULL;
-- Which alarms of a lead have gone off. Each does so once: its id follows from lead and alarm.
CREATE INDEX lead_alarm_matter ON lead_alarm (township, matter, alarm);
-- Seals that were broken and not reviewed, the office's list.
CREATE INDEX seal_opening_to_review ON seal_opening (township, opened_on) WHERE is_broken AND reviewed_on IS NULL;
