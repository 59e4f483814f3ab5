/** A calendar file read by RFC 5545 alone, strictly: what is not allowed there throws. */

export type Property = { name: string; parameters: Record<string, string>; value: string }
export type CalendarEvent = Record<string, Property>

/** Sections 3.1 (lines are at most 75 octets, folded by a blank) and 3.3.11 (escapes). */
export function readCalendar(text: string): {
  properties: Record<string, Property>
  events: CalendarEvent[]
} {
  if (!text.endsWith('\r\n') && !text.endsWith('END:VCALENDAR'))
    throw new Error('the file ends in the middle of a line')
  const lines = text.split('\r\n')
  for (const line of lines) {
    if (line.includes('\n') || line.includes('\r')) throw new Error(`a line break of another kind: ${line}`)
    if (Buffer.byteLength(line) > 75) throw new Error(`a line of more than 75 octets: ${line}`)
  }
  const unfolded: string[] = []
  for (const line of lines) {
    if (/^[ \t]/.test(line)) unfolded.push(`${unfolded.pop() ?? ''}${line.slice(1)}`)
    else if (line !== '') unfolded.push(line)
  }
  const properties: Record<string, Property> = {}
  const events: CalendarEvent[] = []
  const open: string[] = []
  for (const line of unfolded) {
    const property = readProperty(line)
    if (property.name === 'BEGIN') {
      open.push(property.value)
      if (property.value === 'VEVENT') events.push({})
    } else if (property.name === 'END') {
      if (open.pop() !== property.value) throw new Error(`${property.value} ends and has not begun`)
    } else if (open.at(-1) === 'VEVENT') {
      const event = events.at(-1)
      if (event === undefined || event[property.name] !== undefined) throw new Error(`${property.name} twice`)
      event[property.name] = property
    } else if (open.length === 1) properties[property.name] = property
  }
  if (open.length > 0 || unfolded[0] !== 'BEGIN:VCALENDAR') throw new Error('no whole calendar')
  for (const event of events) {
    for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY']) {
      if (event[name] === undefined) throw new Error(`an event without ${name}`)
    }
  }
  return { properties, events }
}

function readProperty(line: string): Property {
  const [, name = '', parameters = '', value = ''] =
    /^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=(?:"[^"]*"|[^:;"]*))*):(.*)$/.exec(line) ?? []
  if (name === '') throw new Error(`no property: ${line}`)
  const pairs = parameters
    .split(';')
    .filter(Boolean)
    .map((pair) => pair.split('='))
  return { name, parameters: Object.fromEntries(pairs), value: unescaped(name, value) }
}

const texts = ['SUMMARY', 'DESCRIPTION', 'LOCATION']

function unescaped(name: string, value: string): string {
  if (!texts.includes(name)) return value
  if (/(?<!\\)(?:\\\\)*[;,]/.test(value.replaceAll(/\\[;,]/g, '')))
    throw new Error(`${name} holds a bare separator: ${value}`)
  return value.replaceAll(/\\([nN,;\\])/g, (_whole, mark: string) =>
    mark.toLowerCase() === 'n' ? '\n' : mark,
  )
}
