-- 0043 The analysis of cases of a month: drafts for those who write and sign them, one issued for a month, and what was issued never changes.

CREATE TABLE analysis (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  month text NOT NULL,
  status text NOT NULL,
  title text NOT NULL,
  blocks jsonb NOT NULL,
  as_of date NOT NULL,
  issued_on date,
  signed_by text,
  content_hash text,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE analysis IS '案件分析: 每月对案件定量定性分析，看清特点和漏洞，不涉及任何具体的人 (四(三)4、附·派出所10)';
ALTER TABLE analysis ENABLE ROW LEVEL SECURITY;
ALTER TABLE analysis FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON analysis FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'county', 'system'))));
CREATE POLICY drafts ON analysis AS RESTRICTIVE FOR SELECT TO hulei_app
  USING (status <> 'draft' OR (SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'system')));
CREATE POLICY writers ON analysis FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system'))));
CREATE POLICY amenders ON analysis FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system'))));
GRANT SELECT, INSERT, UPDATE ON analysis TO hulei_app;

-- One is issued for a month: two of one month could be compared line by line. It also finds those of a month.
CREATE UNIQUE INDEX analysis_month ON analysis (township, month) WHERE status = 'issued';
-- What was issued in a window, for the measure.
CREATE INDEX analysis_issued ON analysis (township, issued_on) WHERE issued_on IS NOT NULL;

-- Row policies see the old row or the new one, never both, so only a trigger can say that nothing may differ.
CREATE FUNCTION keep_issued_analysis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'An analysis that was issued never changes' USING ERRCODE = 'check_violation';
END $$;
COMMENT ON FUNCTION keep_issued_analysis() IS 'Refuses any change of an analysis that is no longer a draft.';
CREATE TRIGGER issued_stays BEFORE UPDATE ON analysis FOR EACH ROW EXECUTE FUNCTION keep_issued_analysis();
