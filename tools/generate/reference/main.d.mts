export type HolidayYearFile = {
  readonly year: number
  readonly papers: readonly string[]
  readonly days: readonly { readonly name: string; readonly date: string; readonly isOffDay: boolean }[]
}

export declare function referenceFiles(): { readonly path: string; readonly text: string }[]
export declare function mergeHolidays(currentText: string, yearFiles: readonly HolidayYearFile[]): string
