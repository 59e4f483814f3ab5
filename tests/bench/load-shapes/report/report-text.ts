import type { LoadReport } from './report.ts'
import { conditionsOf, verdictOf } from './report-page.ts'

/** The report in short, as Markdown. */
export function reportText(report: LoadReport): string {
  const { resources, pages } = report
  const cores = (of: 'portal' | 'database' | 'helpers') => Math.round(resources.cores[of] * 100)
  return [
    `## ${report.title}`,
    '',
    report.asked,
    '',
    ...conditionsOf(report).map((line) => `- ${line}`),
    '',
    verdictOf(report.claims).text,
    '',
    ...table(
      ['claim', 'limit', 'measured', 'verdict'],
      report.claims.map(({ claim, limit, measured, judgement }) => [claim, limit, measured, judgement]),
    ),
    '',
    ...table(
      ['page', 'class', 'requests', 'p50 ms', 'p95 ms', 'p99 ms', 'refused', 'failed'],
      pages.map(({ page, of, count, p50, p95, p99, shed, failed }) =>
        [page, of, count, p50, p95, p99, shed, failed].map(String),
      ),
    ),
    ...(report.steps.length === 0
      ? []
      : [
          '',
          ...table(
            ['step', 'asked per second', 'good answers per second', 'p99 ms'],
            report.steps.map(({ name, offered, goodput, p99 }) => [name, offered, goodput, p99].map(String)),
          ),
        ]),
    '',
    `Memory ${resources.rssMb.ready ?? '?'} MB when ready, ${resources.rssMb.most ?? '?'} MB at most; event loop p99 delay ${resources.loopDelayMs.p50} ms in the median, ${resources.loopDelayMs.most} ms at worst; ${resources.routed} complaints sent on by staff; the portal itself had ${cores('portal')} % of a core, its database ${cores('database')} %, decoding of photos ${cores('helpers')} %; the host took ${(resources.steal * 100).toFixed(1)} % of the cores.`,
    '',
  ].join('\n')
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${heads.join(' | ')} |`,
  `|${heads.map(() => '---|').join('')}`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
]
