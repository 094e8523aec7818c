import BackendCore
import FoundationEssentials

/// The JSON protocol of SQS: one POST an action, signed.
struct SQSClient: Sendable {
    private let endpoint: String
    private let region: String
    private let http: HTTPClient
    private let chain: AWSCredentialChain

    init(endpoint: String, region: String, http: HTTPClient, chain: AWSCredentialChain) {
        self.endpoint = endpoint.hasSuffix("/") ? endpoint : endpoint + "/"
        self.region = region
        self.http = http
        self.chain = chain
    }

    /// - Throws: `SQSFailure` when SQS refuses, `BackendError.unavailable` when it does not answer or is overloaded.
    @discardableResult
    func call<Answer: Decodable>(
        _ action: String, _ input: some Encodable, timeout: Duration = .seconds(10), as type: Answer.Type = Nothing.self
    ) async throws -> Answer {
        var request = HTTPRequest(
            "POST", endpoint,
            headers: [("Content-Type", "application/x-amz-json-1.0"), ("X-Amz-Target", "AmazonSQS.\(action)")],
            body: Array(try SQSCoding.encoder.encode(input)), timeout: timeout)
        request.signature = AWSSignature(
            credentials: try await chain.credentials(), region: region, service: "sqs")
        let response = try await http.send(request)
        guard response.status == 200 else { throw SQSFailure.of(response, action: action) }
        let body = response.body.isEmpty ? Array("{}".utf8) : response.body
        do {
            return try SQSCoding.decoder.decode(Answer.self, from: Data(body))
        } catch {
            throw BackendError(.unavailable, "SQS answered \(action) with something else than its protocol says.")
        }
    }
}

/// An answer that says nothing.
struct Nothing: Decodable {}
