import type { RoutingRuleSeed } from '../city-pack.ts'

/** Category to its office, followed by the offices that help. */
export type RoutingTable = Readonly<Record<string, readonly [office: string, ...coOffices: string[]]>>

/** One rule for each category of the table: in one area, or in the whole city (null). */
export function rulesOf(table: RoutingTable, area: string | null = null): RoutingRuleSeed[] {
  return Object.entries(table).map(([category, [office, ...coOffices]]) => ({
    category,
    area,
    office,
    coOffices,
  }))
}
