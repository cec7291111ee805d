-- 0044 Data protection: families' requests about a child's data, and breaches with their clocks.

CREATE TABLE rights_request (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  code text NOT NULL,
  asks text NOT NULL,
  relation text NOT NULL,
  identity_by text NOT NULL,
  asked_on date NOT NULL,
  answer_by date NOT NULL,
  status text NOT NULL,
  reviewed_on date,
  result text,
  ground text,
  answer_sealed bytea,
  answered_on date,
  closed_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE rights_request IS '个人信息权利申请: 家长和孩子查阅、复制、更正、删除个人信息有人受理、按期答复 (个人信息保护法 第四十四条至第五十条；未成年人网络保护条例 第三十四条)';
ALTER TABLE rights_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_request FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON rights_request FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON rights_request AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR id <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON rights_request FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON rights_request FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON rights_request TO hulei_app;

CREATE TABLE breach (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  code text NOT NULL,
  found_at timestamp with time zone NOT NULL,
  what text NOT NULL,
  data text[] NOT NULL DEFAULT '{}',
  people integer NOT NULL,
  contain_by timestamp with time zone NOT NULL,
  report_by timestamp with time zone NOT NULL,
  tell_by timestamp with time zone NOT NULL,
  contained_at timestamp with time zone,
  measures text,
  reported_at timestamp with time zone,
  reported_to text,
  told_at timestamp with time zone,
  told_how text,
  needs_no_telling boolean NOT NULL,
  why_no_telling text,
  learnt text,
  found_on date NOT NULL,
  closed_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE breach IS '泄露事件: 个人信息泄露、篡改、丢失时立即处置，按时报告和告知 (个人信息保护法 第五十七条；未成年人网络保护条例 第三十五条；数据安全法 第二十九条)';
ALTER TABLE breach ENABLE ROW LEVEL SECURITY;
ALTER TABLE breach FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON breach FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'system'))));
CREATE POLICY writers ON breach FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system'))));
CREATE POLICY amenders ON breach FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system'))));
GRANT SELECT, INSERT, UPDATE ON breach TO hulei_app;

-- The list of requests, those still open first; whether a drawn code is taken.
CREATE INDEX rights_request_asked ON rights_request (township, asked_on);
CREATE INDEX rights_request_code ON rights_request (township, code);
-- The list of breaches; whether a drawn code is taken.
CREATE INDEX breach_found ON breach (township, found_on);
CREATE INDEX breach_code ON breach (township, code);
