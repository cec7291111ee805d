-- 0017 Inspections, what they found, and joint operations.

CREATE TABLE inspection (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text NOT NULL,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  inspected_on date NOT NULL,
  venue uuid,
  site text,
  focuses text[] NOT NULL DEFAULT '{}',
  identity boolean,
  guardian_asked boolean,
  companion_asked boolean,
  rounds boolean,
  suspicion_reported boolean,
  inspectors text NOT NULL,
  outcome text NOT NULL,
  photos text[] NOT NULL DEFAULT '{}',
  withdrawn_on date,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, venue) REFERENCES venue (township, id)
);
COMMENT ON TABLE inspection IS '检查: 场所、校园周边、用工检查，问题限期整改 (四(二)2；附·派出所3、派出所4、市监所1、社保站3、综合执法1、交警1)';
ALTER TABLE inspection ENABLE ROW LEVEL SECURITY;
ALTER TABLE inspection FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON inspection FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'police', 'officer', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON inspection FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))) AND (venue IS NULL OR EXISTS (SELECT FROM venue t WHERE t.township = inspection.township AND t.id = inspection.venue)));
CREATE POLICY amenders ON inspection FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))) AND (venue IS NULL OR EXISTS (SELECT FROM venue t WHERE t.township = inspection.township AND t.id = inspection.venue)));
GRANT SELECT, INSERT, UPDATE ON inspection TO hulei_app;

-- Inspections of a window: of venues (venues.inspected, venues.five-musts), by focus, of schools' surroundings.
CREATE INDEX inspection_day ON inspection (township, inspected_on);
CREATE INDEX inspection_venue ON inspection (township, venue, inspected_on);

CREATE TABLE finding (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text NOT NULL,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  what text NOT NULL,
  venue uuid,
  due_on date NOT NULL,
  closed_on date,
  closure text,
  proof text[] NOT NULL DEFAULT '{}',
  closed_entered_on date,
  inspection uuid NOT NULL,
  withdrawn_on date,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, venue) REFERENCES venue (township, id),
  FOREIGN KEY (township, inspection) REFERENCES inspection (township, id)
);
COMMENT ON TABLE finding IS '检查问题: 检查发现的问题限期整改、见证据才销号 (四(二)2；附·社保站3)';
ALTER TABLE finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE finding FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON finding FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'police', 'officer', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON finding FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))) AND (venue IS NULL OR EXISTS (SELECT FROM venue t WHERE t.township = finding.township AND t.id = finding.venue)) AND EXISTS (SELECT FROM inspection t WHERE t.township = finding.township AND t.id = finding.inspection));
CREATE POLICY amenders ON finding FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))) AND (venue IS NULL OR EXISTS (SELECT FROM venue t WHERE t.township = finding.township AND t.id = finding.venue)) AND EXISTS (SELECT FROM inspection t WHERE t.township = finding.township AND t.id = finding.inspection));
GRANT SELECT, INSERT, UPDATE ON finding TO hulei_app;

-- Findings that fall due in a window (operations.findings-closed), and those of one inspection.
CREATE INDEX finding_due ON finding (township, due_on);
CREATE INDEX finding_inspection ON finding (township, inspection);

CREATE TABLE joint_operation (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text NOT NULL,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  theme text NOT NULL,
  held_on date NOT NULL,
  joined text[] NOT NULL DEFAULT '{}',
  sites integer NOT NULL,
  problems integer NOT NULL,
  penalties integer NOT NULL,
  summary text NOT NULL,
  photos text[] NOT NULL DEFAULT '{}',
  withdrawn_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE joint_operation IS '联合执法: 每月联合执法，寒暑假和节假日加密 (四(二)3；附·平安办6、派出所2、市监所2、综合执法2)';
ALTER TABLE joint_operation ENABLE ROW LEVEL SECURITY;
ALTER TABLE joint_operation FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON joint_operation FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'police', 'officer', 'village', 'system'))));
CREATE POLICY writers ON joint_operation FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON joint_operation FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON joint_operation TO hulei_app;

-- Joint operations of a window (operations.joint).
CREATE INDEX joint_operation_day ON joint_operation (township, held_on);
