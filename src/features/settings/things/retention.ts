import { z } from 'zod'
import { type RetentionName, retentionDays, retentionNames } from '../../city/index.ts'
import { whole } from '../documents.ts'
import type { Danger, Thing } from '../thing.ts'

const days = (name: RetentionName) =>
  whole(retentionDays[name].least, retentionDays[name].most, 'settings:error.limits')

/** For how long the city keeps what is about people (docs/retention.md); jobs of the night read it. */
export const RetentionDoc = z.strictObject({
  contactDays: days('contactDays'),
  reportDays: days('reportDays'),
  talkDays: days('talkDays'),
  consultationDays: days('consultationDays'),
  callBackDays: days('callBackDays'),
})
export type RetentionDoc = z.infer<typeof RetentionDoc>

const number = (name: RetentionName) =>
  ({
    path: name,
    control: 'number',
    label: `retention:field.${name}`,
    hint: `retention:hint.${name}`,
    width: 's',
  }) as const

export const retention: Thing<RetentionDoc> = {
  kind: 'retention',
  doc: RetentionDoc,
  blank: () => ({
    contactDays: retentionDays.contactDays.most,
    reportDays: retentionDays.reportDays.most,
    talkDays: retentionDays.talkDays.most,
    consultationDays: retentionDays.consultationDays.most,
    callBackDays: retentionDays.callBackDays.most,
  }),
  groups: [
    {
      title: 'retention:group.complaints',
      hint: 'retention:groupHint.complaints',
      columns: 2,
      fields: [number('contactDays'), number('reportDays')],
    },
    {
      title: 'retention:group.desk',
      hint: 'retention:groupHint.desk',
      columns: 3,
      fields: [number('talkDays'), number('consultationDays'), number('callBackDays')],
    },
  ],
  title: (_key, _doc, { t }) => t('settings:thing.retention'),
  dangers(before, after): Danger[] {
    if (before === null || after === null) return []
    return retentionNames.some((name) => after[name] < before[name]) ? ['forgetsSooner'] : []
  },
  plannable: true,
}
