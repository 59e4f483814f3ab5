import { fromWednesday, good, inTime, wednesday } from './paper-calendar.ts'
import type { Complaint } from './story.ts'

const noPhoto = 'Приложите фото результата: в этой категории оно обязательно.'

/** Every other way through the states: answers, refusals, merging, splitting, forwarding, what is not for everybody. */
export const otherEnds: Complaint[] = [
  {
    key: 'explained',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      { day: '2026-03-12', by: 'executor', act: 'accept', shows: { due: '2026-04-06', left: 14 } },
      {
        ...{ day: '2026-03-13', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: inTime,
      },
      {
        ...{ day: '2026-03-16', by: 'resident', act: 'verdict' },
        fields: { verdict: 'yes', text: 'Проверил, всё сделано' },
        shows: inTime,
      },
    ],
    ends: 'confirmed',
    letters: 2,
  },
  {
    key: 'proof-photo',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'executor', act: 'answer' },
        fields: { outcome: 'solved', text: good },
        proof: { refusal: noPhoto },
        shows: inTime,
      },
    ],
    // the resident said nothing for fourteen days
    ends: 'closed',
    letters: 2,
  },
  {
    key: 'private-matter',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-13', by: 'executor', act: 'refuse' },
        fields: {
          ground: 'private_matter',
          text: 'Спор соседей о заборе решает суд, город в нём не участвует.',
        },
        shows: inTime,
      },
    ],
    ends: 'rejected',
  },
  {
    key: 'repeated',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'registrar', act: 'refuse' },
        fields: {
          ground: 'repeated',
          text: 'На обращение об этой яме ответ дан 2 марта, нового в нём нет.',
        },
        shows: inTime,
      },
    ],
    ends: 'rejected',
    letters: 2,
  },
  {
    key: 'main',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-20', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: inTime,
      },
    ],
    ends: 'closed',
  },
  {
    // merged, and later told of the answer to the main one
    key: 'duplicate',
    filed: wednesday,
    shows: fromWednesday,
    steps: [{ day: '2026-03-12', by: 'registrar', act: 'merge', fields: { number: '@main' } }],
    ends: 'merged',
    letters: 3,
  },
  {
    key: 'merged-by-mistake',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      { day: '2026-03-12', by: 'executor', act: 'merge', fields: { number: '@main' } },
      {
        ...{ day: '2026-03-13', by: 'executor', act: 'unmerge' },
        fields: { reason: 'Это другая яма, через дорогу' },
        shows: { due: '2026-04-06', left: 13 },
      },
    ],
    ends: 'sent',
  },
  {
    // the part has a term of its own from 13 March: day 17; see `parts`
    key: 'two-things',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-13', by: 'executor', act: 'split' },
        fields: {
          text: 'Во дворе школы не работает отопление в спортзале',
          categoryId: '@heating',
          officeId: '@housing',
          reason: 'Отопление ведёт отдел жилья, яму мы',
        },
        shows: { due: '2026-04-06', left: 13 },
      },
    ],
    ends: 'sent',
    // filed, split off; and of the part that it is there, and its answer
    letters: 4,
  },
  {
    key: 'outside',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'executor', act: 'forward' },
        fields: {
          officeId: '@power',
          reason: 'Опора принадлежит электросетям',
          text: 'Направляем обращение жителя по вашей компетенции, просим ответить заявителю.',
        },
      },
    ],
    ends: 'forwarded',
    letters: 2,
  },
  {
    key: 'partly',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-13', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: inTime,
      },
      {
        ...{ day: '2026-03-16', by: 'resident', act: 'verdict' },
        fields: { verdict: 'partly', text: 'Заделана только половина' },
        shows: inTime,
      },
    ],
    ends: 'closed',
  },
  {
    key: 'withdrawn',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      { day: '2026-03-12', by: 'resident', act: 'withdraw', fields: { text: 'Сделали сами с соседями' } },
    ],
    ends: 'withdrawn',
    letters: 1,
  },
  {
    // nobody is responsible by the rules: the term begins when an office gets it, on 12 March
    key: 'nobody',
    filed: { ...wednesday, category: null, district: null },
    shows: null,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'registrar', act: 'send' },
        fields: { officeId: '@roads' },
        shows: { due: '2026-04-07', left: 15 },
      },
    ],
    ends: 'sent',
  },
  {
    key: 'planned',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'executor', act: 'plan' },
        fields: { plannedOn: '2026-03-20', text: 'Бригада приедет двадцатого марта утром.' },
        planned: '2026-03-20',
      },
      {
        ...{ day: '2026-03-20', by: 'executor', act: 'answer' },
        fields: { outcome: 'solved', text: good },
        proof: { refusal: noPhoto },
        shows: inTime,
      },
    ],
    ends: 'closed',
    letters: 3,
  },
  {
    key: 'in-work',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      { day: '2026-03-12', by: 'executor', act: 'accept', shows: { due: '2026-04-06', left: 14 } },
      { day: '2026-03-13', by: 'executor', act: 'start', shows: { due: '2026-04-06', left: 13 } },
    ],
    ends: 'in_work',
  },
  {
    // what somebody rang about on 12 March ends with day 16
    key: 'by-phone',
    filed: { day: '2026-03-12', by: 'operator', category: 'potholes' },
    shows: { due: '2026-04-07', left: 15 },
    steps: [],
    ends: 'sent',
  },
  {
    key: 'helped',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'executor', act: 'helper' },
        fields: { officeId: '@housing', reason: 'Под ямой проходит ваша труба' },
        shows: { due: '2026-04-06', left: 14 },
      },
      {
        ...{ day: '2026-03-13', by: 'housing', act: 'help' },
        fields: { text: 'Труба исправна, течи нет' },
        shows: { due: '2026-04-06', left: 13 },
      },
      {
        ...{ day: '2026-03-16', by: 'executor', act: 'release' },
        fields: { officeId: '@housing', reason: 'Ответ за часть получен' },
        shows: { due: '2026-04-06', left: 12 },
      },
      {
        ...{ day: '2026-03-26', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: inTime,
      },
    ],
    ends: 'answered',
  },
  {
    key: 'own-hands',
    filed: { day: '2026-03-12', by: 'form', category: 'potholes' },
    shows: { due: '2026-04-07', left: 15 },
    steps: [],
    ends: 'sent',
    letters: 1,
  },
]
