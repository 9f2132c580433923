/** The same number for the same name, from 0 to `steps` - 1: what many do in turn is spread by it over the time they have. */
export function phaseOf(name: string, steps: number): number {
  let hash = 0
  for (const char of name) hash = (hash * 31 + char.charCodeAt(0)) % steps
  return hash
}
