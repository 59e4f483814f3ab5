import { z } from 'zod'
import { columns, densities, type Preferences, usualPreferences, waysOn } from '../columns.ts'

const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined)

/** One box per column, so that the form stays flat. What is not understood becomes what is usual. */
export const SettingsForm = z
  .object({
    density: z.enum(densities).catch(usualPreferences.density),
    afterAct: z.enum(waysOn).catch(usualPreferences.afterAct),
    keys: ticked,
    ...(Object.fromEntries(columns.map((name) => [`column-${name}`, ticked])) as Record<
      `column-${(typeof columns)[number]}`,
      typeof ticked
    >),
  })
  .transform(
    (form): Preferences => ({
      density: form.density,
      afterAct: form.afterAct,
      keys: form.keys,
      columns: columns.filter((name) => form[`column-${name}`]),
    }),
  )
