/**
 * What everybody reads after a moderator has cut words; null when nothing is cut. An empty field asks for nothing to be
 * cut: a text without words is hidden, not published. Pure.
 */
export function cutWords(wanted: string, shownNow: string): string | null {
  return wanted === '' || wanted === shownNow.trim() ? null : wanted
}
