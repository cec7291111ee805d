-- 0034 Who holds which post of the leading group: its two heads hear of every lead at once.

ALTER TABLE post ADD COLUMN leading_post text;
COMMENT ON COLUMN post.leading_post IS '领导小组职务: a post of the playbook''s leadingGroup, where the holder has one (五(一)).';
