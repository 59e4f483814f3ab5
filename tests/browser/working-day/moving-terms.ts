import { fromWednesday, good, inTime, wednesday } from './paper-calendar.ts'
import type { Complaint } from './story.ts'

const passedOn = 'Двор обслуживает отдел жилья, это внутриквартальный проезд'
const moreTime = 'Ждём сухой погоды, асфальт не укладывают в дождь'
const question = 'У какого подъезда находится яма, назовите номер дома?'

/** Complaints of which the term moves, or is asked to move: transfers, extensions, questions, reopening. */
export const movingTerms: Complaint[] = [
  {
    // 16 March is the third working day after the 11th, the last on which passing on is free
    key: 'transfer-third-day',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-16', by: 'executor', act: 'transfer' },
        fields: { officeId: '@housing', reason: passedOn },
        shows: { due: '2026-04-09', left: 15, resident: '2026-04-06' },
      },
      {
        ...{ day: '2026-03-26', by: 'housing', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: inTime,
      },
    ],
    ends: 'answered',
    letters: 3,
  },
  {
    key: 'transfer-next-day',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'executor', act: 'transfer' },
        fields: { officeId: '@housing', reason: passedOn },
        shows: { due: '2026-04-07', left: 15, resident: '2026-04-06' },
      },
      {
        ...{ day: '2026-04-07', by: 'housing', act: 'accept' },
        shows: { due: '2026-04-07', left: 0, resident: '2026-04-06' },
      },
      {
        // in time for the office, a day late for the resident
        ...{ day: '2026-04-07', by: 'housing', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: inTime,
      },
    ],
    ends: 'answered',
    letters: 3,
  },
  {
    // 17 March is the fourth working day: the office can only ask
    key: 'late-transfer',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-17', by: 'executor', act: 'transfer' },
        fields: { officeId: '@housing', reason: passedOn },
        shows: { due: '2026-04-06', left: 11 },
      },
      {
        ...{ day: '2026-03-18', by: 'controller', act: 'decide-transfer' },
        fields: { decision: 'grant' },
        shows: { due: '2026-04-13', left: 15, resident: '2026-04-06' },
      },
    ],
    ends: 'sent',
    letters: 2,
  },
  {
    key: 'late-transfer-refused',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-17', by: 'executor', act: 'transfer' },
        fields: { officeId: '@housing', reason: passedOn },
        shows: { due: '2026-04-06', left: 11 },
      },
      {
        ...{ day: '2026-03-18', by: 'controller', act: 'decide-transfer' },
        fields: { decision: 'refuse', reason: 'Это дорога города, а не двор' },
        shows: { due: '2026-04-06', left: 10 },
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
    // 20 April is day 25; no third clock: what was granted is the resident's date as well
    key: 'extension',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-18', by: 'executor', act: 'extend' },
        fields: { dueOn: '2026-04-20', reason: moreTime },
        shows: { due: '2026-04-06', left: 10 },
      },
      {
        ...{ day: '2026-03-18', by: 'head', act: 'decide-extension' },
        fields: { decision: 'grant' },
        shows: { due: '2026-04-20', left: 20 },
      },
      {
        ...{ day: '2026-04-07', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: inTime,
      },
    ],
    ends: 'answered',
    letters: 3,
  },
  {
    key: 'extension-of-a-head',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-18', by: 'head', act: 'extend' },
        fields: { dueOn: '2026-04-20', reason: moreTime },
        shows: { due: '2026-04-06', left: 10 },
      },
      {
        ...{ day: '2026-03-18', by: 'controller', act: 'decide-extension' },
        fields: { decision: 'refuse', reason: 'Работы уже идут, срок достаточен' },
        shows: { due: '2026-04-06', left: 10 },
      },
      { day: '2026-04-07', by: 'executor', act: 'accept', shows: { due: '2026-04-06', left: -1 } },
      {
        ...{ day: '2026-04-07', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: { lateBy: 1 },
      },
    ],
    ends: 'answered',
  },
  {
    key: 'extension-refused',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-18', by: 'executor', act: 'extend' },
        fields: { dueOn: '2026-04-20', reason: moreTime },
        shows: { due: '2026-04-06', left: 10 },
      },
      {
        ...{ day: '2026-03-18', by: 'head', act: 'decide-extension' },
        fields: { decision: 'refuse', reason: 'Асфальт уложат до конца недели' },
        shows: { due: '2026-04-06', left: 10 },
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
    // the question moves day 15 by three to 18; replied after one working day, so one is kept: 16
    key: 'question-next-day',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'executor', act: 'ask' },
        fields: { text: question },
        shows: { due: '2026-04-09', left: 17, resident: '2026-04-06', paused: true },
      },
      {
        ...{ day: '2026-03-13', by: 'resident', act: 'reply' },
        fields: { text: 'У второго подъезда, дом 12' },
        shows: { due: '2026-04-07', left: 14, resident: '2026-04-06' },
      },
    ],
    ends: 'sent',
    letters: 2,
  },
  {
    // the three days are over on 17 March, the clock of the office runs on by itself
    key: 'question-no-reply',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'executor', act: 'ask' },
        fields: { text: question },
        shows: { due: '2026-04-09', left: 17, resident: '2026-04-06', paused: true },
      },
      {
        ...{ day: '2026-03-26', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        confirmed: true,
        shows: inTime,
      },
    ],
    ends: 'answered',
    letters: 3,
  },
  {
    key: 'question-same-day',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      { day: '2026-03-12', by: 'executor', act: 'accept', shows: { due: '2026-04-06', left: 14 } },
      {
        ...{ day: '2026-03-13', by: 'executor', act: 'ask' },
        fields: { text: question },
        shows: { due: '2026-04-09', left: 16, resident: '2026-04-06', paused: true },
      },
      {
        ...{ day: '2026-03-13', by: 'resident', act: 'reply' },
        fields: { text: 'Напротив дома 14' },
        shows: { due: '2026-04-06', left: 13 },
      },
    ],
    ends: 'accepted',
  },
  {
    // sent to an organisation outside by the rules; the controller passes it on without asking anybody
    key: 'street-light',
    filed: { ...wednesday, category: 'lights' },
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-12', by: 'controller', act: 'transfer' },
        fields: { officeId: '@roads', reason: 'Опора на балансе управления дорог' },
        shows: { due: '2026-04-07', left: 15, resident: '2026-04-06' },
      },
    ],
    ends: 'sent',
  },
  {
    // reopened on Friday, 27 March, day 9: a new term until day 24, and a new date for the resident
    key: 'reopened',
    filed: wednesday,
    shows: fromWednesday,
    steps: [
      {
        ...{ day: '2026-03-20', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        shows: inTime,
      },
      {
        ...{ day: '2026-03-27', by: 'resident', act: 'verdict' },
        fields: { verdict: 'no', text: 'Яма на месте, ничего не сделано' },
        shows: { due: '2026-04-17', left: 15 },
      },
      {
        ...{ day: '2026-04-07', by: 'executor', act: 'answer' },
        fields: { outcome: 'explained', text: good },
        confirmed: true,
        shows: inTime,
      },
    ],
    ends: 'answered',
    letters: 3,
  },
]
