/** A machine or lot and its share, %. */
export interface Origin {
  id: string
  percent: number
}

/** Reads what a frame says of its roving, `RV03 62, RV04 38`; what is not of this form is left out. */
export function originsOf(text: string | null): Origin[] {
  return (text ?? '').split(', ').flatMap((part) => {
    const [, id, percent] = /^(.+) (\d{1,3})$/.exec(part) ?? []
    return id === undefined || percent === undefined ? [] : [{ id, percent: Number(percent) }]
  })
}
