import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, StatTile } from '../../../platform/http/parts.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { formatMoment, formatNumber } from '../../../platform/time/format.ts'
import { settingsPaths } from '../paths.ts'
import type { SystemState } from '../state.ts'
import type { Around } from '../thing.ts'
import { crumbsOf } from './crumbs.ts'

export type StateModel = PageModel & {
  done: Alert | null
  summary: Alert
  tiles: StatTile[]
  retryAction: string
  queues: {
    name: string
    waiting: string
    active: string
    failed: string
    isFailing: boolean
    lastFailedAt: string
  }[]
  backup: string
}

export const statePage = definePage<StateModel>('settings/state', { layout: 'staff' })

export function stateModel(around: Around, state: SystemState, retried: number | null): StateModel {
  const { city, lang, t } = around
  const failed = state.queues.reduce((sum, queue) => sum + queue.failed, 0)
  const isFull = state.disk !== null && state.disk.free < state.disk.total * 0.1
  const number = (value: number) => formatNumber(value, lang)
  return {
    page: { title: t('settings:thing.jobs'), crumbs: crumbsOf(around), noindex: true },
    done:
      retried === null ? null : { text: t('settings:state2.retried', { count: retried }), tone: 'success' },
    summary: {
      text: [
        failed > 0 ? t('settings:state2.failing', { count: failed }) : t('settings:state2.fine'),
        ...(isFull ? [t('settings:state2.full')] : []),
        ...(state.sums.wrong > 0 ? [t('settings:state2.wrongSums')] : []),
        ...(state.sums.driftedAt === null || state.sums.wrong > 0 ? [] : [t('settings:state2.drifted')]),
        ...(state.backup.isOld ? [t('settings:state2.oldBackup')] : []),
      ].join('\n'),
      tone: failed > 0 || isFull || isDoubtful(state) || state.backup.isOld ? 'warning' : 'success',
    },
    tiles: tilesOf(around, state, isFull),
    retryAction: settingsPaths.retryJobs(city.slug),
    queues: state.queues
      .toSorted((a, b) => b.failed - a.failed || b.waiting - a.waiting || a.name.localeCompare(b.name))
      .map(({ name, waiting, active, failed: broken, lastFailedAt }) => ({
        name,
        waiting: number(waiting),
        active: number(active),
        failed: number(broken),
        isFailing: broken > 0,
        lastFailedAt: lastFailedAt === null ? '–' : formatMoment(lastFailedAt, lang, city.timeZone),
      })),
    backup: t('settings:state2.backup'),
  }
}

const isDoubtful = ({ sums }: SystemState): boolean => sums.wrong > 0 || sums.driftedAt !== null

function tilesOf(around: Around, state: SystemState, isFull: boolean): StatTile[] {
  const { lang, t } = around
  const { database, disk } = state
  const waiting = state.queues.reduce((sum, queue) => sum + queue.waiting, 0)
  return [
    {
      label: t('settings:state2.database'),
      value: database === null ? '–' : gigabytes(database.bytes, lang),
      unit: database === null ? null : t('settings:state2.gigabytes'),
      note: database === null ? t('settings:state2.unknown') : `PostgreSQL ${database.version}`,
      tone: database === null ? 'danger' : 'success',
    },
    {
      label: t('settings:state2.disk'),
      value: disk === null ? '–' : gigabytes(disk.free, lang),
      unit: disk === null ? null : t('settings:state2.gigabytes'),
      note:
        disk === null
          ? t('settings:state2.unknown')
          : t('settings:state2.of', { total: gigabytes(disk.total, lang) }),
      tone: isFull ? 'danger' : 'success',
    },
    {
      label: t('settings:state2.waiting'),
      value: formatNumber(waiting, lang),
      note: t('settings:state2.pictures', { n: state.pictures }),
    },
    {
      label: t('settings:state2.mail'),
      value: state.mail === 'smtp' ? 'SMTP' : t('settings:state2.folder'),
      note: t(`settings:state2.mailNote.${state.mail}`),
      tone: state.mail === 'smtp' ? 'success' : 'warning',
    },
    ...runningTiles(around, state),
  ]
}

function runningTiles({ city, lang, t }: Around, state: SystemState): StatTile[] {
  const { backup, software, sums } = state
  const moment = (at: number) => formatMoment(at, lang, city.timeZone)
  const verified =
    sums.verifiedAt === null
      ? t('settings:state2.notVerified')
      : t('settings:state2.verified', { when: moment(sums.verifiedAt) })
  const drifted =
    sums.driftedAt === null ? [] : [t('settings:state2.driftedAt', { when: moment(sums.driftedAt) })]
  return [
    {
      label: t('settings:state2.wrongRows'),
      value: formatNumber(sums.wrong, lang),
      note: [verified, ...drifted].join('; '),
      tone: sums.wrong > 0 ? 'danger' : isDoubtful(state) ? 'warning' : 'success',
    },
    {
      label: t('settings:state2.lastBackup'),
      value: backup.at === null ? t('settings:state2.never') : moment(backup.at),
      note:
        backup.rehearsedAt === null
          ? t('settings:state2.notRehearsed')
          : t('settings:state2.rehearsed', { when: moment(backup.rehearsedAt) }),
      tone: backup.isOld ? 'danger' : 'success',
    },
    {
      label: t('settings:state2.version'),
      value: software.version,
      note: t('settings:state2.running', {
        when: moment(software.since),
        node: software.node,
        migration: software.migration,
      }),
    },
  ]
}

const gigabytes = (bytes: number, lang: Lang): string => formatNumber(bytes / 1e9, lang, bytes < 1e10 ? 2 : 0)
