/// The description of the API that is served: `docs/openapi.yaml`, built into the program.
enum OpenAPI {
    static let text = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
}
