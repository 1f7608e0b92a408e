//! The JSON Schemas (draft 2020-12), made from the types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

/// Names of the schemas of the record: the issue document and the notice
/// stream.
pub const RECORD: &str = "record";
/// See [`RECORD`].
pub const NOTICE: &str = "notice";
/// The answer to a search.
pub const SEARCH: &str = "search";
/// A link between two notices.
pub const LINK: &str = "link";
/// The answer whether a notice is in force on a day.
pub const IN_FORCE: &str = "in-force";

/// The schema of a type as it is written: every key is required, further
/// keys are allowed, since fields may be added to the format.
pub fn of<T: JsonSchema>(name: &str) -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    let version = crate::record::SCHEMA_VERSION;
    schema.insert(
        "$id".to_owned(),
        format!("urn:gongbao:{name}:{version}").into(),
    );
    schema
}

/// The schema's text, as in the file `schema/NAME.schema.json`.
pub fn text<T: JsonSchema>(name: &str) -> String {
    let mut text = serde_json::to_string_pretty(&of::<T>(name)).unwrap_or_default();
    text.push('\n');
    text
}
