import { z } from 'zod'
import { whole } from '../documents.ts'
import type { Danger, Thing } from '../thing.ts'

/** When the files of open data are made anew each day, by the clock of the city. */
export const OpenDataDoc = z.strictObject({ hour: whole(0, 23, 'settings:error.limits') })
export type OpenDataDoc = z.infer<typeof OpenDataDoc>

export const openData: Thing<OpenDataDoc> = {
  kind: 'openData',
  doc: OpenDataDoc,
  blank: () => ({ hour: 3 }),
  groups: [
    {
      title: 'settings:group.openData',
      fields: [
        {
          path: 'hour',
          control: 'number',
          label: 'settings:field.openDataHour',
          hint: 'settings:hint.openDataHour',
          width: 's',
        },
      ],
    },
  ],
  title: (_key, _doc, { t }) => t('settings:thing.openData'),
  dangers: (): Danger[] => [],
  plannable: false,
}
