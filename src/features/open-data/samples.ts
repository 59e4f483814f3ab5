import type { Sample } from '../../platform/http/route.ts'
import { sampleReading } from '../complaints/index.ts'
import type { FileFacts } from './dump/files.ts'
import type { Dump } from './dump/queries.ts'
import { frozenFile, otherFiles, tableFiles } from './dump/tables.ts'
import { dictionaryModel } from './pages/dictionary-page.ts'
import { openDataModel } from './pages/open-data-page.ts'

const takenAt = Date.parse('2026-03-11T21:30:00Z')
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

const files = [...tableFiles, ...otherFiles]
  .filter((name) => name !== frozenFile)
  .map((name, index): FileFacts => {
    const bytes = 900 * 7 ** (index % 6)
    const isTable = index < tableFiles.length
    const gzBytes = name.endsWith('.parquet') ? null : Math.round(bytes / 6)
    return { name, bytes, gzBytes, sha256, rows: isTable ? 1_204 * (index + 1) : null }
  })

const daily: Dump = {
  ...{
    id: 'a',
    kind: 'daily',
    period: '2026-03-12',
    no: null,
    remark: '',
    takenAt,
    asOf: takenAt,
    method: '1',
  },
  ...{ files, previousHash: null, hash: sha256 },
}

const months = ['2026-02', '2026-02', '2026-01', '2025-12'].map(
  (period, index): Dump => ({
    ...daily,
    ...{ id: `m${index}`, kind: 'month', period, no: 4 - index },
    remark:
      index === 0 ? 'Импорт февраля повторён: в файле обслуживающей организации не хватало двух дней' : '',
  }),
)

const keys = ['GG2nM0Hn9rOyPWy1VdXk1l1m3Yb3gYxgPvQm1rSFoYk']

const page = (name: string, given: { daily: Dump | null; months: Dump[] }): Sample => ({
  name: `open data ${name}`,
  template: 'open-data/show',
  layout: 'public',
  model: (place) => openDataModel({ ...given, keys }, sampleReading(place)),
})

export const openDataSamples: Sample[] = [
  page('empty', { daily: null, months: [] }),
  page('first day', { daily, months: [] }),
  page('full', { daily, months }),
  {
    name: 'open data dictionary',
    template: 'open-data/dictionary',
    layout: 'public',
    model: (place) => dictionaryModel(sampleReading(place)),
  },
]
