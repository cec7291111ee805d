-- 0058 Orders to guardians of a case, and when each is looked after; the day on which somebody came back from a special school.

ALTER TABLE young_offender ADD COLUMN returned_on date;

CREATE TABLE guardianship_order (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  form text NOT NULL,
  number text NOT NULL,
  issuer text NOT NULL,
  issued_on date NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE guardianship_order IS '监护令: 家庭教育令、督促监护令、教育训诫有登记、有人跟踪落实 (四(一)2；附·派出所9、安定法庭3；未成年人保护法 第一百一十八条；家庭教育促进法 第三十四条、第四十九条)';
ALTER TABLE guardianship_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE guardianship_order FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON guardianship_order FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL AND a.extent = 'whole'))));
CREATE POLICY left_out ON guardianship_order AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON guardianship_order FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL AND a.extent = 'whole'))));
CREATE POLICY amenders ON guardianship_order FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL AND a.extent = 'whole'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL AND a.extent = 'whole'))));
GRANT SELECT, INSERT, UPDATE ON guardianship_order TO hulei_app;

-- The orders of a case.
CREATE INDEX guardianship_order_matter ON guardianship_order (township, matter);

CREATE TABLE order_follow_up (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  guardianship_order uuid NOT NULL,
  due_on date NOT NULL,
  followed_on date,
  way text,
  state text,
  finding_sealed bytea,
  who text,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, guardianship_order) REFERENCES guardianship_order (township, id)
);
COMMENT ON TABLE order_follow_up IS '监护令跟踪: 每份令按期跟踪，没有落实的继续跟踪 (附·安定法庭3、派出所9)';
ALTER TABLE order_follow_up ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_follow_up FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON order_follow_up FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL AND a.extent = 'whole'))));
CREATE POLICY left_out ON order_follow_up AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON order_follow_up FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL AND a.extent = 'whole'))) AND EXISTS (SELECT FROM guardianship_order t WHERE t.township = order_follow_up.township AND t.id = order_follow_up.guardianship_order));
CREATE POLICY amenders ON order_follow_up FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL AND a.extent = 'whole'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL AND a.extent = 'whole'))) AND EXISTS (SELECT FROM guardianship_order t WHERE t.township = order_follow_up.township AND t.id = order_follow_up.guardianship_order));
GRANT SELECT, INSERT, UPDATE ON order_follow_up TO hulei_app;

-- What is due of the orders of a case; what falls due in a window (guardianship.orders-followed-up).
CREATE INDEX order_follow_up_matter ON order_follow_up (township, matter);
CREATE INDEX order_follow_up_due ON order_follow_up (township, due_on);
