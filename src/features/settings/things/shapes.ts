import { z } from 'zod'
import { type AreaShape, boundsOf } from '../../../platform/geo/geojson.ts'
import { readShape } from '../../places/index.ts'
import { names, residents, whole } from '../documents.ts'
import type { Around, Danger, Json, Thing } from '../thing.ts'
import { inLanguages, residentsGroup } from './fields.ts'

/** A polygon of GeoJSON, checked ring by ring. */
const Shape = z.custom<AreaShape>((given) => !('fault' in readShape(given)), {
  error: 'settings:error.shape',
})

export const shapeWords = (value: Json, { t }: Pick<Around, 't'>): string => {
  const shape = value as AreaShape
  const rings = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()
  return t('settings:boundaries.positions', { count: rings.reduce((sum, ring) => sum + ring.length, 0) })
}

/** The border of the city; what it is drawn in follows from it. */
export const OutlineDoc = z.strictObject({ shape: Shape })
export type OutlineDoc = z.infer<typeof OutlineDoc>

export const outline: Thing<OutlineDoc> = {
  kind: 'outline',
  doc: OutlineDoc,
  blank: () => ({ shape: { type: 'Polygon', coordinates: [] } }),
  groups: [],
  title: (_key, _doc, { t }) => t('settings:thing.outline'),
  dangers: (): Danger[] => [],
  kept: [{ path: 'shape', label: 'settings:field.shape', words: shapeWords }],
  plannable: true,
}

export const areaKinds = ['district', 'area', 'settlement', 'rural_district'] as const

/** A district, or another part of the city that offices answer for. */
export const AreaDoc = z.strictObject({
  names: names(80),
  kind: z.enum(areaKinds, { error: 'settings:error.choose' }),
  position: whole(0, 10_000, 'settings:error.position'),
  shape: Shape.nullable(),
  residents,
})
export type AreaDoc = z.infer<typeof AreaDoc>

export const area: Thing<AreaDoc> = {
  kind: 'area',
  doc: AreaDoc,
  blank: () => ({
    ...{ names: { kk: '', ru: '', en: '' }, kind: 'district', position: 100 },
    ...{ shape: null, residents: null },
  }),
  key: {
    fields: [
      {
        path: 'code',
        control: 'text',
        label: 'settings:field.code',
        hint: 'settings:hint.areaCode',
        width: 'm',
      },
    ],
    of: (typed) => typed['code'] ?? '',
    error: 'settings:error.code',
  },
  groups: [
    { title: 'settings:group.names', columns: 3, fields: inLanguages('names', 'settings:field.areaName') },
    {
      title: 'settings:group.place',
      columns: 2,
      fields: [
        {
          path: 'kind',
          control: 'choice',
          label: 'settings:field.areaKind',
          choices: ({ t }) => areaKinds.map((value) => ({ value, label: t(`settings:areaKind.${value}`) })),
        },
        {
          path: 'position',
          control: 'number',
          label: 'settings:field.position',
          hint: 'settings:hint.position',
          width: 's',
        },
      ],
    },
    residentsGroup,
  ],
  title: (key, doc, { lang }) => (doc === null ? key : doc.names[lang]),
  dangers: (before, after): Danger[] => (before !== null && after === null ? ['areaRemoved'] : []),
  kept: [{ path: 'shape', label: 'settings:field.shape', words: shapeWords }],
  plannable: true,
}

/** The smallest box around a border, and its middle. */
export function frameOf(shape: AreaShape) {
  const bounds = boundsOf(shape)
  const { south, west, north, east } = bounds
  return { bounds, middle: { lat: (south + north) / 2, lon: (west + east) / 2 } }
}
