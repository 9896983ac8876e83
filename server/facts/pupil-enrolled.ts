/** A pupil belongs to this class from now on. */
export interface PupilEnrolled {
  readonly type: 'pupilEnrolled'
  readonly schoolId: string
  readonly personId: string
  readonly classId: string
  readonly className: string
}
