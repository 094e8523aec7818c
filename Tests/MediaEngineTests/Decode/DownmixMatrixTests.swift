import Testing

@testable import MediaEngine

struct DownmixMatrixTests {
    private let surround: [DownmixMatrix.Speaker] = [
        .left, .right, .centre, .lowFrequency, .surroundLeft, .surroundRight,
    ]

    @Test func fivePointOneFollowsBS775() {
        let matrix = DownmixMatrix(from: surround, to: 2)
        let scale = 1 / (1 + 2 * 0.5.squareRoot())
        let side = 0.5.squareRoot() * scale
        let expected = [[scale, 0, side, 0, side, 0], [0, scale, side, 0, 0, side]]
        for (row, wanted) in zip(matrix.rows, expected) {
            for (gain, want) in zip(row, wanted) { #expect(abs(gain - want) < 1e-12) }
        }
    }

    @Test(
        arguments: [
            [.left, .right], [.left, .right, .centre], [.left, .right, .surroundLeft, .surroundRight],
            [.left, .right, .centre, .lowFrequency, .surroundLeft, .surroundRight, .surroundCentre, .left, .right],
            [.ambisonicW, .ambisonicY, .ambisonicOther, .ambisonicOther], [.unknown, .unknown, .unknown], [.centre],
            [.stereoLeft, .stereoRight],
        ] as [[DownmixMatrix.Speaker]], [1, 2])
    func nothingCanClip(speakers: [DownmixMatrix.Speaker], outputs: Int) {
        let matrix = DownmixMatrix(from: speakers, to: outputs)
        #expect(matrix.rows.count == outputs)
        for row in matrix.rows {
            #expect(row.count == speakers.count)
            let sum = row.reduce(0) { $0 + abs($1) }
            #expect(sum <= 1 + 1e-12)
            #expect(sum > 0)
        }
    }

    @Test func stereoIsUntouchedAndMonoIsItsMean() {
        #expect(DownmixMatrix(from: [.left, .right], to: 2).rows == [[1, 0], [0, 1]])
        #expect(DownmixMatrix(from: [.left, .right], to: 1).rows == [[0.5, 0.5]])
        #expect(DownmixMatrix(from: [.centre], to: 2).rows == [[1], [1]])
        #expect(DownmixMatrix(from: [.centre], to: 1).rows == [[1]])
    }

    @Test func bothSidesAreScaledAlike() {
        let matrix = DownmixMatrix(from: [.left, .right, .surroundLeft], to: 2)
        #expect(matrix.rows[0][0] == matrix.rows[1][1])
    }
}
