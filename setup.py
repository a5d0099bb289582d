"""What pyproject.toml can't say: the prompts, which lie where people look for them, are installed inside `rag`."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["rag*", "bot*"]), "rag.prompts"],
    package_dir={"rag.prompts": "prompts"},
)
