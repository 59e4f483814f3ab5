-- AlterTable
ALTER TABLE "complaint" ADD COLUMN     "silent_since" TIMESTAMPTZ(3);

-- What the activity says so far (complaints/silence.ts).
UPDATE complaint c SET silent_since = y.start_at FROM custody y
WHERE c.status IN ('sent', 'reopened') AND y.complaint_id = c.id AND y.end_kind = 'open'
  AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.complaint_id = c.id AND a.actor_kind = 'staff'
                    AND a.office_id = y.office_id AND a.at > y.start_at);
CREATE INDEX complaint_silent ON complaint (city_id, office_id, silent_since) WHERE silent_since IS NOT NULL;

-- All that the counts of open complaints ask for is in the index of their order.
DROP INDEX complaint_inbox_office;
DROP INDEX complaint_inbox_city;
CREATE INDEX complaint_inbox_office ON complaint (office_id, due_at NULLS FIRST, id)
  INCLUDE (status, assignee_id, received_at, silent_since) WHERE open;
CREATE INDEX complaint_inbox_city ON complaint (city_id, due_at NULLS FIRST, id)
  INCLUDE (office_id, status, assignee_id, received_at, silent_since) WHERE open;

-- Words are nearly always looked for in what is open, a small part of all texts.
CREATE INDEX complaint_open_text ON complaint USING gin ((text || ' ' || address) gin_trgm_ops) WHERE open;
