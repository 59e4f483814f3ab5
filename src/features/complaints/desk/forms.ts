import { z } from 'zod'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { parseNumber } from '../number.ts'
import { refusalGrounds } from '../rules.ts'

/** Messages are text keys; the compiler checks that they exist. */
const key = (name: TextKey) => name

const version = z.coerce
  .number({ error: key('desk:error.version') })
  .int({ error: key('desk:error.version') })
  .min(1, key('desk:error.version'))
const longText = (least: number) =>
  z
    .string({ error: key('desk:error.textMissing') })
    .trim()
    .min(1, key('desk:error.textMissing'))
    .min(least, key('desk:error.textShort'))
    .max(4000, key('desk:error.textLong'))

const reason = z
  .string({ error: key('desk:error.reasonMissing') })
  .trim()
  .min(10, key('desk:error.reasonMissing'))
  .max(1000, key('desk:error.textLong'))

const someId = (message: TextKey) =>
  z.coerce.number({ error: message }).int({ error: message }).min(1, message)

/** A refusal says why; what is granted has its reason in the request. */
const decision = () =>
  z
    .object({
      version,
      decision: z.enum(['grant', 'refuse'], { error: key('desk:error.decisionMissing') }),
      reason: z.string().trim().max(1000, key('desk:error.textLong')).default(''),
    })
    .refine((form) => form.decision === 'grant' || form.reason.length >= 10, {
      path: ['reason'],
      error: key('desk:error.reasonMissing'),
    })

/** What each act of staff asks for; `version` is what the person had seen. */
export const deskForms = {
  accept: z.object({ version }),
  start: z.object({ version }),
  assign: z.object({ version, staffId: someId(key('desk:error.staffMissing')) }),
  transfer: z.object({ version, officeId: someId(key('desk:error.officeMissing')), reason }),
  'decide-transfer': decision(),
  extend: z.object({
    version,
    dueOn: z.iso.date({ error: key('desk:error.dateMissing') }),
    reason,
  }),
  'decide-extension': decision(),
  send: z.object({ version, officeId: someId(key('desk:error.officeMissing')) }),
  ask: z.object({ version, text: longText(10) }),
  plan: z.object({
    version,
    plannedOn: z.iso.date({ error: key('desk:error.dateMissing') }),
    text: longText(20),
  }),
  answer: z.object({
    version,
    outcome: z.enum(['solved', 'explained'], { error: key('desk:error.outcomeMissing') }),
    text: longText(20),
  }),
  refuse: z.object({
    version,
    ground: z.enum(refusalGrounds, { error: key('desk:error.groundMissing') }),
    text: longText(20),
  }),
  forward: z.object({
    version,
    officeId: someId(key('desk:error.officeMissing')),
    reason,
    text: longText(20),
  }),
  helper: z.object({ version, officeId: someId(key('desk:error.officeMissing')), reason }),
  release: z.object({ version, officeId: someId(key('desk:error.officeMissing')), reason }),
  help: z.object({ text: longText(1) }),
  split: z.object({
    version,
    text: longText(10),
    categoryId: someId(key('desk:error.categoryMissing')),
    officeId: someId(key('desk:error.officeMissing')),
    reason,
  }),
  note: z.object({ text: longText(1) }),
  publish: z.object({ version }),
  hide: z.object({ version, reason }),
  merge: z
    .object({ version, into: z.string().default(''), number: z.string().default('') })
    // A number that was typed means more than a radio that was left chosen.
    .transform(({ version, into, number }, context) => {
      const parsed = parseNumber(number.trim() === '' ? into : number)
      if (parsed.ok) return { version, into: parsed.number }
      context.addIssue({ code: 'custom', path: ['number'], message: key('desk:error.numberMissing') })
      return z.NEVER
    }),
  unmerge: z.object({ version, reason }),
}

export type DeskForm = keyof typeof deskForms
export const deskActs = Object.keys(deskForms) as DeskForm[]

/** Acts whose words go outside: they are previewed before they are sent, and kept while they are written. */
export const previewedActs = ['answer', 'plan', 'ask', 'refuse', 'forward'] as const
export type PreviewedAct = (typeof previewedActs)[number]
export const isPreviewed = (act: DeskForm): act is PreviewedAct =>
  (previewedActs as readonly DeskForm[]).includes(act)
