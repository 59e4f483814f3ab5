import { Prisma } from '../../../platform/db/generated/client.ts'

/**
 * Condition on `photo p` of a complaint that is shown: everybody may see it. Not when a moderator hid it, nor when it
 * came with words of the resident that still wait for a moderator (`held` in events.ts).
 */
export const photoIsPublic = Prisma.sql`(p.shown AND (p.role <> 'added' OR NOT EXISTS (
  SELECT 1 FROM activity waiting
  WHERE waiting.complaint_id = p.complaint_id
    AND jsonb_exists(waiting.payload, 'held') AND jsonb_exists(waiting.payload->'photos', p.id::text)
    AND NOT EXISTS (SELECT 1 FROM activity later WHERE later.complaint_id = p.complaint_id
                      AND later.seq > waiting.seq AND later.kind = 'published'))))`
