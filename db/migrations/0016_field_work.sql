-- 0016 Registers of field work: venues and the orders that close them, patrols, head-counts of groups.

CREATE TABLE venue (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  state text NOT NULL,
  licence text NOT NULL,
  location text,
  licensee text,
  phone_sealed bytea,
  has_camera boolean NOT NULL,
  has_hotline boolean NOT NULL,
  no_minors_sign text NOT NULL,
  no_sale_sign text NOT NULL,
  registered_on date NOT NULL,
  camera_since date,
  hotline_since date,
  no_minors_since date,
  no_sale_since date,
  unlicensed_since date,
  settled_on date,
  settled_entered_on date,
  closed_on date,
  closed_because text,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE venue IS '重点场所: 掌握场所底数，落实标识、监控、证照和检查 (四(二)2；未成年人保护法 第五十七至五十九条)';
ALTER TABLE venue ENABLE ROW LEVEL SECURITY;
ALTER TABLE venue FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON venue FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'police', 'officer', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY writers ON venue FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market', 'urban', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY amenders ON venue FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market', 'urban', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market', 'urban', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
GRANT SELECT, INSERT, UPDATE ON venue TO hulei_app;

CREATE TABLE venue_token (
  township text NOT NULL,
  token text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  village text,
  school text,
  unit text,
  PRIMARY KEY (township, token, id),
  FOREIGN KEY (township, id) REFERENCES venue (township, id)
);
COMMENT ON TABLE venue_token IS 'Search of venue by name: characters, full pinyin and initials from each syllable on, read by ranges over COLLATE "C" since LIKE is not leakproof under row policies.';
-- Replacing a row''s tokens.
CREATE INDEX venue_token_id ON venue_token (township, id);
ALTER TABLE venue_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE venue_token FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON venue_token FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'police', 'officer', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY writers ON venue_token FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market', 'urban', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY amenders ON venue_token FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market', 'urban', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market', 'urban', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
GRANT SELECT, INSERT, UPDATE ON venue_token TO hulei_app;
GRANT DELETE ON venue_token TO hulei_app;
CREATE POLICY removers ON venue_token FOR DELETE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)));
-- Venues of a type that a duty asks for, on a window's last day (venues.*).
CREATE INDEX venue_type ON venue (township, type);

CREATE TABLE venue_closure (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  venue uuid NOT NULL,
  ordered_on date NOT NULL,
  until date,
  order_number text NOT NULL,
  reason text NOT NULL,
  papers text[] NOT NULL DEFAULT '{}',
  recheck_by date NOT NULL,
  rechecked_on date,
  recheck_result text,
  recheck_note text,
  recheck_photos text[] NOT NULL DEFAULT '{}',
  recheck_entered_on date,
  reopened_on date,
  withdrawn_on date,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, venue) REFERENCES venue (township, id)
);
COMMENT ON TABLE venue_closure IS '停业整顿: 责令停业的场所按期回访，杜绝假停业 (四(二)2、四(二)3；附·平安办8、派出所2)';
ALTER TABLE venue_closure ENABLE ROW LEVEL SECURITY;
ALTER TABLE venue_closure FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON venue_closure FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'police', 'officer', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY writers ON venue_closure FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market', 'urban'])) AND EXISTS (SELECT FROM venue t WHERE t.township = venue_closure.township AND t.id = venue_closure.venue));
CREATE POLICY amenders ON venue_closure FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market', 'urban'])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market', 'urban'])) AND EXISTS (SELECT FROM venue t WHERE t.township = venue_closure.township AND t.id = venue_closure.venue));
GRANT SELECT, INSERT, UPDATE ON venue_closure TO hulei_app;

-- Orders whose re-check falls due in a window (venues.rechecked-closures), and the orders of one venue.
CREATE INDEX venue_closure_due ON venue_closure (township, recheck_by);
CREATE INDEX venue_closure_venue ON venue_closure (township, venue);

CREATE TABLE patrol (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  task text NOT NULL,
  patrolled_on date NOT NULL,
  who text NOT NULL,
  venues uuid[],
  place text,
  remark_sealed bytea,
  photos text[] NOT NULL DEFAULT '{}',
  withdrawn_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE patrol IS '巡查: 重点场所天天巡查，夜间巡逻，上下学护学 (四(二)2、四(二)3；附·派出所2、派出所8)';
ALTER TABLE patrol ENABLE ROW LEVEL SECURITY;
ALTER TABLE patrol FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON patrol FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'police', 'officer', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON patrol FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON patrol FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON patrol TO hulei_app;

-- Patrols of a window by task (operations.venue-patrols, operations.school-gate-shifts).
CREATE INDEX patrol_day ON patrol (township, task, patrolled_on);

CREATE TABLE head_count (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  "group" text NOT NULL,
  counted_on date NOT NULL,
  number integer NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE head_count IS '群体人数: 重点群体只统计人数，按月确认，不登记姓名 (四(二)1；附·村级4)';
ALTER TABLE head_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE head_count FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON head_count FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY writers ON head_count FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY amenders ON head_count FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
GRANT SELECT, INSERT, UPDATE ON head_count TO hulei_app;

-- What a village has confirmed of its groups in a window (supervised.head-counts), and the last number of each.
CREATE INDEX head_count_village ON head_count (township, village, counted_on);
