import { definePage, type PageModel } from '../../../platform/http/page.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { outcomes, type Reading, statuses } from '../../complaints/index.ts'
import { type FieldType, fieldsOf, type TableFile } from '../dump/tables.ts'
import { openDataPaths } from '../paths.ts'

type Table = { caption: string; columns: { label: string }[]; rows: string[][] }

export type DictionaryModel = PageModel & {
  tables: { id: string; title: string; table: Table }[]
  codes: { title: string; table: Table }[]
  notes: string[]
}

export const dictionaryPage = definePage<DictionaryModel>('open-data/dictionary')

/** Files with the same columns stand together. */
const groups = [
  ['complaints.csv', 'complaints.geojson', 'complaints.jsonl', 'complaints.parquet'],
  ['open311.csv'],
  ['activity.jsonl'],
  ['offices.csv'],
  ['categories.csv'],
  ['districts.csv'],
  ['residents.csv'],
  ['calendar.csv'],
  ['checkpoints.jsonl'],
  ['leaves.jsonl'],
] as const satisfies (readonly TableFile[])[]

const facts = ['from', 'to', 'due', 'late', 'sitting', 'ground', 'plannedOn'] as const
/** Members of `facts` that mean what columns of the same name mean. */
const sharedFacts = ['channel', 'category', 'district', 'office', 'outcome', 'photos'] as const

export function dictionaryModel({ city, lang, t }: Reading): DictionaryModel {
  const types = (type: FieldType) => t(`open-data:dictionary.types.${type}`)
  const table = (caption: string, rows: string[][]): Table => ({
    caption,
    columns: [
      { label: t('open-data:dictionary.column') },
      { label: t('open-data:dictionary.type') },
      { label: t('open-data:dictionary.meaning') },
    ],
    rows,
  })
  const codes = (title: string, rows: string[][]) => ({
    title,
    table: {
      caption: title,
      columns: [{ label: t('open-data:dictionary.code') }, { label: t('open-data:dictionary.meaning') }],
      rows,
    },
  })
  const name = nameIn(city.names, lang)
  return {
    page: {
      title: t('open-data:dictionary.title'),
      description: t('open-data:dictionary.lead'),
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: name },
        { href: openDataPaths.page(lang, city.slug), label: t('open-data:title') },
      ],
    },
    tables: [
      ...groups.map((files) => ({
        id: files[0].replaceAll('.', '-'),
        title: files.join(', '),
        table: table(
          t('open-data:dictionary.columnsOf', { files: files[0] }),
          fieldsOf[files[0]].map((field) => [
            field.name,
            'required' in field
              ? `${types(field.type)}, ${t('open-data:dictionary.always')}`
              : types(field.type),
            t(`open-data:column.${field.name}`),
          ]),
        ),
      })),
      {
        id: 'facts',
        title: t('open-data:dictionary.facts'),
        table: table(t('open-data:dictionary.facts'), [
          ...sharedFacts.map((fact) => [
            fact,
            types(fact === 'photos' ? 'integer' : 'string'),
            t(`open-data:column.${fact}`),
          ]),
          ...facts.map((fact) => [fact, types(typesOfFacts[fact]), t(`open-data:fact.${fact}`)]),
        ]),
      },
    ],
    codes: [
      codes(
        t('open-data:dictionary.status'),
        statuses.map((status) => [status, t(`complaints:status.${status}`)]),
      ),
      codes(
        t('open-data:dictionary.outcome'),
        outcomes.map((outcome) => [outcome, t(`complaints:outcome.${outcome}`)]),
      ),
      codes(
        t('open-data:dictionary.verdict'),
        (['yes', 'partly', 'no'] as const).map((verdict) => [verdict, t(`complaints:verdict.${verdict}`)]),
      ),
    ],
    notes: t('open-data:dictionary.notes.text').split('\n\n'),
  }
}

const typesOfFacts: Record<(typeof facts)[number], FieldType> = {
  from: 'string',
  to: 'string',
  due: 'datetime',
  late: 'boolean',
  sitting: 'string',
  ground: 'string',
  plannedOn: 'date',
}
