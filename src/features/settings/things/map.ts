import { z } from 'zod'
import { maybeText } from '../documents.ts'
import type { Danger, Thing } from '../thing.ts'

const modes = ['drawn', 'picture', 'tiles'] as const

const tileUrl = z
  .string()
  .max(300, { error: 'settings:error.long' })
  .refine(isTileUrl, { error: 'settings:error.tileUrl' })

/** https, because pages are; the three places of a tile; a host that no tile number changes. */
function isTileUrl(text: string): boolean {
  if (!['{z}', '{x}', '{y}'].every((part) => text.includes(part))) return false
  const url = URL.parse(text.replace(/\{\w\}/g, '0'))
  const host = /^https:\/\/([^/]+)\//.exec(text)?.[1] ?? ''
  return url !== null && /^[a-z\d.-]+(?::\d+)?$/i.test(host)
}

/** How the city is shown as a map. */
export const MapDoc = z
  .strictObject({
    mode: z.enum(modes, { error: 'settings:error.choose' }),
    tileUrl: tileUrl.nullable(),
    attribution: maybeText(120).nullable(),
  })
  .refine(({ mode, tileUrl: url }) => mode !== 'tiles' || url !== null, {
    path: ['tileUrl'],
    error: 'settings:error.tileUrl',
  })
  .refine(({ mode, attribution }) => mode !== 'tiles' || attribution !== null, {
    path: ['attribution'],
    error: 'settings:error.attribution',
  })
export type MapDoc = z.infer<typeof MapDoc>

export const map: Thing<MapDoc> = {
  kind: 'map',
  doc: MapDoc,
  blank: () => ({ mode: 'drawn', tileUrl: null, attribution: null }),
  groups: [
    {
      title: 'settings:group.map',
      hint: 'settings:hint.map',
      fields: [
        {
          path: 'mode',
          control: 'choice',
          label: 'settings:field.mapMode',
          width: 'l',
          choices: ({ t }) => modes.map((value) => ({ value, label: t(`settings:mapMode.${value}`) })),
        },
        {
          path: 'tileUrl',
          control: 'optional',
          label: 'settings:field.tileUrl',
          hint: 'settings:hint.tileUrl',
          width: 'l',
        },
        {
          path: 'attribution',
          control: 'optional',
          label: 'settings:field.attribution',
          hint: 'settings:hint.attribution',
          width: 'l',
        },
      ],
    },
  ],
  title: (_key, _doc, { t }) => t('settings:thing.map'),
  dangers(before, after): Danger[] {
    const isNew = after?.mode === 'tiles' && (before?.mode !== 'tiles' || before.tileUrl !== after.tileUrl)
    return isNew ? ['tilesOn'] : []
  },
  plannable: true,
}
