import { z } from 'zod'
import { openingHours } from '../opening-hours.ts'
import type { Danger, Thing } from '../thing.ts'
import { inLanguages } from './fields.ts'
import { maybeNames, phone } from './office.ts'

/** Where people reach the desk of the city. Nothing in it: there is none, and no page tells of one. */
export const DeskDoc = z.strictObject({
  phones: z.array(phone).max(10, { error: 'settings:error.many' }),
  address: maybeNames,
  hours: openingHours,
  everyDay: z.boolean(),
})
export type DeskDoc = z.infer<typeof DeskDoc>

export const emptyDesk: DeskDoc = { phones: [], address: null, hours: [], everyDay: false }

export const desk: Thing<DeskDoc> = {
  kind: 'desk',
  doc: DeskDoc,
  blank: () => emptyDesk,
  groups: [
    {
      title: 'settings:group.contacts',
      columns: 3,
      fields: inLanguages('address', 'settings:field.address'),
    },
    {
      title: 'settings:group.deskHours',
      hint: 'settings:hint.deskHours',
      columns: 2,
      fields: [
        { path: 'phones', control: 'lines', label: 'settings:field.phones', hint: 'settings:hint.phones' },
        { path: 'hours', control: 'hours', label: 'settings:field.hours', hint: 'settings:hint.hours' },
        { path: 'everyDay', control: 'flag', label: 'settings:field.everyDay' },
      ],
    },
  ],
  title: (_key, _doc, { t }) => t('settings:thing.desk'),
  dangers: (): Danger[] => [],
  plannable: false,
}
