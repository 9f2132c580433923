/** Least, most likely and longest time of a task, s; drawn from the triangular distribution. */
export type TaskTime = [least: number, mode: number, most: number]
