-- AlterTable
ALTER TABLE "complaint" ADD COLUMN     "resident_spoke" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "words_held" BOOLEAN NOT NULL DEFAULT false;

-- What the activity says so far (complaints/projection.ts).
UPDATE complaint c SET resident_spoke = true WHERE EXISTS (
  SELECT 1 FROM activity a WHERE a.complaint_id = c.id AND a.kind IN ('replied', 'added', 'partly')
    AND NOT EXISTS (SELECT 1 FROM activity b WHERE b.complaint_id = c.id AND b.seq > a.seq
                      AND b.actor_kind = 'staff' AND b.kind NOT IN ('published', 'hidden')));
UPDATE complaint c SET words_held = true WHERE EXISTS (
  SELECT 1 FROM activity a WHERE a.complaint_id = c.id AND jsonb_exists(a.payload, 'held')
    AND NOT EXISTS (SELECT 1 FROM activity b WHERE b.complaint_id = c.id AND b.seq > a.seq AND b.kind = 'published'));

-- The inbox by deadline, those without one first; what its views are counted by is in the index.
DROP INDEX complaint_inbox_office;
DROP INDEX complaint_inbox_city;
CREATE INDEX complaint_inbox_office ON complaint (office_id, due_at NULLS FIRST, id)
  INCLUDE (status, assignee_id) WHERE open;
CREATE INDEX complaint_inbox_city ON complaint (city_id, due_at NULLS FIRST, id)
  INCLUDE (office_id, status, assignee_id) WHERE open;
-- the two views that also hold complaints that have ended
CREATE INDEX complaint_resident_spoke ON complaint (city_id, office_id) WHERE resident_spoke;
CREATE INDEX complaint_moderation ON complaint (city_id, office_id) WHERE publication = 'held' OR words_held;
-- what has ended at an office, newest first; of a whole city: complaint_city_id_received_at_idx
CREATE INDEX complaint_ended_office ON complaint (office_id, received_at DESC, id DESC) WHERE NOT open;
-- Staff search what is not shown, too.
DROP INDEX complaint_text;
CREATE INDEX complaint_text ON complaint USING gin ((text || ' ' || address) gin_trgm_ops);
