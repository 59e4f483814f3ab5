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

/** What each act of staff asks for; `version` is what the person had seen. */
export const deskForms = {
  accept: z.object({ version }),
  start: z.object({ version }),
  assign: z.object({ version, staffId: someId(key('desk:error.staffMissing')) }),
  transfer: z.object({ version, officeId: someId(key('desk:error.officeMissing')), reason }),
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
