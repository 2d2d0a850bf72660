"""All of Qt. Windows show what the engine says and ask it for what people want."""
