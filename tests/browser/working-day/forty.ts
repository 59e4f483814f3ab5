import { daysOff } from './days-off.ts'
import { movingTerms } from './moving-terms.ts'
import { notPublic } from './not-public.ts'
import { otherEnds } from './other-ends.ts'
import { inTime } from './paper-calendar.ts'
import type { Complaint } from './story.ts'

/** The forty complaints; whatever is merged into another stands behind it. */
export const forty: Complaint[] = [...movingTerms, ...otherEnds, ...notPublic, ...daysOff]

/** What was split off, by the key of the whole: day 17 of the paper calendar, whole terms of their own. */
export const parts: Record<string, Complaint> = {
  'two-things': {
    key: 'part of two-things',
    filed: { day: '2026-03-13' },
    shows: { due: '2026-04-08', left: 15 },
    steps: [
      {
        ...{ day: '2026-03-26', by: 'housing', act: 'answer' },
        fields: { outcome: 'explained', text: 'Отопление в спортзале включено, температура в норме.' },
        shows: inTime,
      },
    ],
    ends: 'answered',
  },
}
