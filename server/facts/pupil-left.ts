/** A pupil belongs to this class no more. Where it is a transfer, `pupilEnrolled` of the other class follows. */
export interface PupilLeft {
  readonly type: 'pupilLeft'
  readonly schoolId: string
  readonly personId: string
  readonly classId: string
}
