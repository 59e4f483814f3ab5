import { good, inTime, wednesday } from './paper-calendar.ts'
import type { Complaint } from './story.ts'

/** Terms that begin on days off or in the evening, short ones, and those that cross the holidays of May. */
export const daysOff: Complaint[] = [
  {
    // Sunday of the holiday: 9 March is off, registered on the 10th; day 1 is the 11th, so it ends one before 6 April;
    // on the Sunday itself the 10th is left as well
    key: 'on-a-holiday',
    filed: { day: '2026-03-08' },
    shows: { due: '2026-04-03', left: 16 },
    steps: [
      { day: '2026-04-07', by: 'executor', act: 'accept', shows: { due: '2026-04-03', left: -2 } },
      {
        ...{ day: '2026-04-07', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: { lateBy: 2 },
      },
    ],
    ends: 'answered',
  },
  {
    // registered on Monday the 16th; on the Saturday itself sixteen working days lie before the end
    key: 'on-a-saturday',
    filed: { day: '2026-03-14' },
    shows: { due: '2026-04-09', left: 16 },
    steps: [],
    ends: 'sent',
  },
  {
    // after the working day: registered on the 12th
    key: 'in-the-evening',
    filed: { day: '2026-03-11', time: '18:31' },
    shows: { due: '2026-04-07', left: 16 },
    steps: [],
    ends: 'sent',
  },
  {
    // five working days: day 5, Wednesday, 18 March
    key: 'snow',
    filed: { ...wednesday, category: 'snow', district: 'east' },
    shows: { due: '2026-03-18', left: 5 },
    steps: [
      { day: '2026-03-18', by: 'executor', act: 'accept', shows: { due: '2026-03-18', left: 0 } },
      {
        ...{ day: '2026-03-18', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: 'Снег вывезен ночью, остановка свободна.' },
        shows: inTime,
      },
    ],
    ends: 'closed',
  },
  {
    // the 20th is day 7, two after the end; the 26th is day 8
    key: 'late-snow',
    filed: { ...wednesday, category: 'snow', district: 'east' },
    shows: { due: '2026-03-18', left: 5 },
    steps: [
      { day: '2026-03-20', by: 'executor', act: 'accept', shows: { due: '2026-03-18', left: -2 } },
      {
        ...{ day: '2026-03-26', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: 'Снег вывезен ночью, остановка свободна.' },
        shows: { lateBy: 3 },
      },
    ],
    ends: 'answered',
  },
  {
    // Monday, 27 April: 28, 29, 30, then 4, 5, 6, 8 and 12 to 15 May are eleven, 18 to 21 make fifteen
    key: 'may',
    filed: { day: '2026-04-27' },
    shows: { due: '2026-05-21', left: 15 },
    steps: [],
    ends: 'sent',
    letters: 2,
  },
  {
    // after 8 May was given for Saturday, 23 May: 29, 30, 4, 5, 6, 12 to 15, 18 to 22 are fourteen, the Saturday is worked
    key: 'worked-saturday',
    filed: { day: '2026-04-28' },
    shows: { due: '2026-05-23', left: 15 },
    steps: [],
    ends: 'sent',
  },
]
