import { fromWednesday, good, inTime, wednesday } from './paper-calendar.ts'
import type { Complaint } from './story.ts'

/** What waits for the registrar, is hidden by them, or is for staff alone: the terms run all the same. */
export const notPublic: Complaint[] = [
  {
    key: 'not-for-everybody',
    filed: { ...wednesday, isPrivate: true },
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-26', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: inTime,
      },
    ],
    ends: 'answered',
  },
  {
    // a category that is never public; the east belongs to housing
    key: 'violence',
    filed: { ...wednesday, category: 'violence', district: 'east', isPrivate: true },
    shows: fromWednesday,
    steps: [{ day: '2026-03-12', by: 'housing', act: 'accept', shows: { due: '2026-04-06', left: 14 } }],
    ends: 'accepted',
  },
  {
    // a link waits for the registrar; the term runs all the same
    key: 'held',
    filed: { ...wednesday, text: 'Яма у дома девять, видео на www.example.kz' },
    shows: fromWednesday,
    steps: [{ day: '2026-03-12', by: 'registrar', act: 'publish', shows: { due: '2026-04-06', left: 14 } }],
    ends: 'sent',
  },
  {
    key: 'hidden',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'registrar', act: 'hide' },
        fields: { reason: 'В тексте назван сосед по имени' },
      },
    ],
    ends: 'sent',
  },
]
